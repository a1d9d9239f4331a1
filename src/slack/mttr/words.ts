/** A value as it was written: in quotes it is a name whatever it holds. */
export interface Written {
  readonly text: string;
  readonly quoted: boolean;
}

/** One thing of a question's text: `key=value,value`, or a bare word. */
export type Word =
  | { readonly kind: 'pair'; readonly key: string; readonly values: readonly Written[] }
  | {
      readonly kind: 'bare';
      readonly word: Written;
      /** A comma stands before it: it begins a value of its own. */
      readonly afterComma: boolean;
    };

const PAIR = /^(\p{L}[\p{L}-]*) *(=|: |:)/u;
const DOUBLE = '"“”„‟«»';
/** What ends a value in quotes, or escapes. */
const QUOTED = /["“”„‟«»\\]/g;
const SINGLE = "'‘’‚‹›";

/**
 * Cuts the text of a question into pairs and bare words. Takes any text.
 *
 * @param isKey whether a word before a colon is meant as a key (`service: x`), and not a part of a name (`api:v2`)
 */
export function wordsOf(text: string, isKey: (word: string, colon: ':' | ': ') => boolean): Word[] {
  const words: Word[] = [];
  let rest = text;
  let afterComma = false;
  for (;;) {
    rest = rest.trimStart();
    if (rest === '') return words;
    if (rest.startsWith(',')) {
      afterComma = true;
      rest = rest.slice(1);
      continue;
    }
    const pair = PAIR.exec(rest);
    if (pair?.[1] && (pair[2] === '=' || isKey(pair[1], pair[2] === ':' ? ':' : ': '))) {
      const read = readValues(rest.slice(pair[0].length));
      words.push({ kind: 'pair', key: pair[1], values: read.values });
      rest = read.rest;
    } else {
      const read = readValue(rest);
      words.push({ kind: 'bare', word: read.value, afterComma });
      rest = read.rest;
    }
    afterComma = false;
  }
}

/** A value in quotes, as {@link wordsOf} reads it back whatever it holds. */
export function quotedText(text: string): string {
  return `"${text.replace(QUOTED, (character) => `\\${character}`)}"`;
}

/** Values with commas between them; spaces may stand around a comma, and before the first value. */
function readValues(text: string): { values: Written[]; rest: string } {
  const values: Written[] = [];
  let rest = text.trimStart();
  while (rest !== '' && !PAIR_WITH_EQUALS.test(rest)) {
    const read = readValue(rest);
    if (read.value.text !== '') values.push(read.value);
    rest = read.rest;
    const comma = /^ *, */.exec(rest);
    if (comma === null) break;
    rest = rest.slice(comma[0].length);
  }
  return { values, rest };
}

/** `service= last=30d`: what follows the empty value is the next pair. */
const PAIR_WITH_EQUALS = /^\p{L}[\p{L}-]* *=/u;

/** One value: in quotes up to the closing one, else up to a space or comma. Always takes at least one character. */
function readValue(text: string): { value: Written; rest: string } {
  const open = text.charAt(0);
  if (DOUBLE.includes(open)) {
    const quoted = readQuoted(text, DOUBLE);
    if (quoted !== null) return quoted;
  } else if (SINGLE.includes(open)) {
    const quoted = readQuoted(text, SINGLE);
    // An apostrophe inside a word (Dana's) closes nothing: only one at the end of a word does.
    if (quoted !== null) return quoted;
  }
  const end = /[ ,]/.exec(text)?.index ?? text.length;
  return { value: { text: text.slice(0, end), quoted: false }, rest: text.slice(end) };
}

function readQuoted(text: string, quotes: string): { value: Written; rest: string } | null {
  let value = '';
  for (let index = 1; index < text.length; index++) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '\\' && (next === '\\' || (next !== '' && quotes.includes(next)))) {
      value += next;
      index++;
    } else if (quotes.includes(character) && (quotes === DOUBLE || next === '' || /[ ,]/.test(next))) {
      return { value: { text: value.trim(), quoted: true }, rest: text.slice(index + 1) };
    } else {
      value += character;
    }
  }
  return null;
}
