/**
 * The same things, one of each group before the second of any: so that many of one group do not keep the others waiting.
 *
 * Within a group they keep their order.
 */
export function inRounds<Thing>(things: readonly Thing[], groupOf: (thing: Thing) => string): Thing[] {
  const seen = new Map<string, number>();
  const rounds: Thing[][] = [];
  for (const thing of things) {
    const group = groupOf(thing);
    const round = seen.get(group) ?? 0;
    seen.set(group, round + 1);
    const its = rounds[round] ?? [];
    its.push(thing);
    rounds[round] = its;
  }
  return rounds.flat();
}
