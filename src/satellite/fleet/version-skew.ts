/** How a satellite's version stands to the app's. */
export type VersionSkew = 'same' | 'older' | 'newer' | 'unknown';

/** Compares two versions of the form `1.2.3`; what follows the numbers does not count. */
export function versionSkew(satellite: string, app: string): VersionSkew {
  const [theirs, ours] = [numbersOf(satellite), numbersOf(app)];
  if (theirs === null || ours === null) return 'unknown';
  for (const [index, own] of ours.entries()) {
    const difference = (theirs[index] ?? 0) - own;
    if (difference !== 0) return difference < 0 ? 'older' : 'newer';
  }
  return 'same';
}

function numbersOf(version: string): number[] | null {
  const found = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})/.exec(version);
  return found === null ? null : found.slice(1).map(Number);
}
