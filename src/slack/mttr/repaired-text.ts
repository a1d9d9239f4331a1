import { quotedText, type Word, type Written } from './words.ts';

type Pair = Extract<Word, { kind: 'pair' }>;

/** What to write in place of the pairs that were not understood; `null` leaves them out. */
export interface Repair {
  readonly isMeant: (pair: Pair) => boolean;
  readonly instead: (pair: Pair) => string | null;
}

/** The text of a question with its slip put right, and all else as it was written. */
export function repairedText(words: readonly Word[], { isMeant, instead }: Repair): string {
  const parts = words.map((word) => {
    if (word.kind === 'bare') return `${word.afterComma ? ',' : ''}${writtenText(word.word)}`;
    return isMeant(word) ? instead(word) : pairText(word.key, word.values);
  });
  return [...new Set(parts.filter((part) => part !== null && part !== ''))].join(' ');
}

/** `service=checkout,"payment api"`. */
export function pairText(key: string, values: readonly Written[]): string {
  return `${key}=${values.map(writtenText).join(',')}`;
}

function writtenText({ text, quoted }: Written): string {
  return quoted || /[ ,]/.test(text) ? quotedText(text) : text;
}
