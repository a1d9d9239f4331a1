/** Numbers as PostgreSQL reads an array: the driver's own way looks for quotes in each, which takes most of a large commit. */
export function numberArray(numbers: readonly (number | null)[]): string {
  return `{${numbers.map((number) => number ?? 'null').join()}}`;
}
