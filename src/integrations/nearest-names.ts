import { distance } from 'fastest-levenshtein';

/**
 * Up to five names that somebody who wrote `text` may have meant, best first: those that contain it, then those that
 * differ in less than half of its letters. Case does not count.
 */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = text.trim().toLowerCase();
  return names
    .map((name) => ({
      name,
      contains: name.toLowerCase().includes(wanted),
      off: distance(wanted, name.toLowerCase()),
    }))
    .filter(({ contains, off }) => contains || off * 2 < Math.max(wanted.length, 3))
    .sort((a, b) => Number(b.contains) - Number(a.contains) || a.off - b.off || a.name.localeCompare(b.name))
    .slice(0, 5)
    .map(({ name }) => name);
}
