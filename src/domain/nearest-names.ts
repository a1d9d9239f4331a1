import { distance } from 'fastest-levenshtein';
import { fold } from './fold.ts';

/**
 * Names that a person may have meant, best first: those that begin with the text, those that contain it, those that stand in
 * it (`how fast is checkout?`), those that differ by a few letters (at most a third of the text's, at least two).
 */
export function nearestNames(text: string, names: Iterable<string>, count = 5): readonly string[] {
  const wanted = fold(text);
  const words = inWords(wanted);
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, rank: rankOf(fold(name)) }))
    .filter(({ rank }) => rank <= 2 + tolerance)
    .sort(
      (one, other) =>
        one.rank - other.rank || one.name.length - other.name.length || (one.name < other.name ? -1 : 1),
    )
    .slice(0, count)
    .map(({ name }) => name);

  function rankOf(name: string): number {
    if (wanted !== '' && name.startsWith(wanted)) return 0;
    if (wanted !== '' && name.includes(wanted)) return 1;
    if (name !== '' && words.includes(inWords(name))) return 2;
    return 2 + distance(wanted, name);
  }
}

/** With a space around each word, without the marks that end a sentence. */
function inWords(text: string): string {
  return ` ${text.replace(/[?!.,;:\s]+/g, ' ').trim()} `;
}
