/**
 * Values by group, each group in the order in which its values stood: what was sorted stays sorted.
 *
 * @param memberships for each value the indexes of its groups; of none it falls out
 * @returns for each group its values; up to the highest group that occurs
 */
export function grouped(
  values: Uint32Array,
  memberships: readonly (readonly number[])[],
): readonly Uint32Array[] {
  const sizes: number[] = [];
  for (const groups of memberships) {
    for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const result = Array.from(sizes, (size) => new Uint32Array(size ?? 0));
  const filled = new Uint32Array(sizes.length);
  for (let index = 0; index < memberships.length; index++) {
    for (const group of memberships[index] as readonly number[]) {
      // Counted above: within the bounds.
      (result[group] as Uint32Array)[(filled[group] as number)++] = values[index] as number;
    }
  }
  return result;
}
