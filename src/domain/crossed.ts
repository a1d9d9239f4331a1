import type { Classification, Group } from './classification.ts';

/** Two groupings at once: every pair that occurs is a group. */
export function crossed(first: Classification, second: Classification): Classification {
  const pairs: (readonly [one: number, other: number])[] = [];
  const indexOf = new Map<number, readonly number[]>();
  const indexOfPair = (one: number, other: number) => {
    const key = one * 2 ** 26 + other;
    let index = indexOf.get(key);
    if (index === undefined) {
      index = [pairs.push([one, other]) - 1];
      indexOf.set(key, index);
    }
    return index;
  };
  return {
    get groups() {
      const [ones, others] = [first.groups, second.groups];
      // Indexes that the classifications gave.
      return pairs.map(([one, other]) => joined(ones[one] as Group, others[other] as Group));
    },
    groupsOf(row) {
      const ones = first.groupsOf(row);
      const others = second.groupsOf(row);
      return ones.length === 1 && others.length === 1
        ? indexOfPair(ones[0] as number, others[0] as number)
        : ones.flatMap((one) => others.flatMap((other) => indexOfPair(one, other)));
    },
  };
}

function joined(one: Group, other: Group): Group {
  return {
    key: `${one.key}\n${other.key}`,
    label: `${one.label} · ${other.label}`,
    qualifier: one.qualifier || other.qualifier,
    time: one.time ?? other.time,
  };
}
