import { distance } from 'fastest-levenshtein';
import { NAMES } from './file-schema.ts';

/** What to do about a name that may not stand where it does: it is misspelt, or indented wrongly. */
export function unknownName(name: string, path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? '*' : String(part))).join('.');
  const known = NAMES[place] ?? [];
  const nearest = known.find((each) => distance(each, name.toLowerCase()) <= Math.max(1, each.length / 3));
  if (nearest !== undefined) return `"${name}" is not known here. Did you mean "${nearest}"?`;
  const elsewhere = Object.keys(NAMES).find((other) => other !== place && NAMES[other]?.includes(name));
  if (elsewhere !== undefined) {
    return `"${name}" belongs under ${spoken(elsewhere)}: check how far the line is indented.`;
  }
  return `"${name}" is not known here. There are: ${known.join(', ')}.`;
}

function spoken(place: string): string {
  if (place === '') return 'nothing, at the beginning of a line';
  return place === 'integrations.*' ? 'an entry of "integrations:"' : `"${place.split('.').at(-1)}:"`;
}
