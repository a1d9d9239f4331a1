const WITH_COMMAS = new Intl.NumberFormat('en-GB');

/** `1,204`. */
export function thousands(count: number): string {
  return WITH_COMMAS.format(count);
}

/** `1 incident`, `1,204 incidents`. */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${thousands(count)} ${count === 1 ? singular : several}`;
}
