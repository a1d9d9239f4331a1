import type { Json } from './json.ts';

export interface RenderOptions {
  /** Columns of the whole picture. */
  readonly columns?: number;
  /** Bold and dim by ANSI sequences. */
  readonly ansi?: boolean;
  /** Stands in the upper edge of a message, for example its channel. */
  readonly title?: string;
  /** Errors of a form by block_id, shown under their inputs. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Names for `<@U…>` and `<#C…>`; ids stay as they are without it. */
  readonly nameOf?: (id: string) => string | undefined;
}

/** How words are set: in which width, how bold and dim look, what mrkdwn becomes. */
export interface Pen {
  readonly columns: number;
  bold(words: string): string;
  dim(words: string): string;
  mrkdwn(words: string): string;
  readonly errors: Readonly<Record<string, string>>;
  readonly state: Json;
}

export function penOf(options: RenderOptions, columns: number, state: Json): Pen {
  const wrapped = (on: number, off: number) => (words: string) =>
    options.ansi === true && words !== '' ? `\u001b[${on}m${words}\u001b[${off}m` : words;
  const bold = wrapped(1, 22);
  return {
    columns,
    bold,
    dim: wrapped(2, 22),
    mrkdwn: (words) => simplified(words, bold, options.nameOf ?? (() => undefined)),
    errors: options.errors ?? {},
    state,
  };
}

/** mrkdwn as plain words: bold kept where the terminal can, links as their label, escapes undone. */
function simplified(
  words: string,
  bold: (words: string) => string,
  nameOf: (id: string) => string | undefined,
): string {
  return words
    .replace(
      /<@([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_, id: string, name?: string) => `@${name || (nameOf(id) ?? id)}`,
    )
    .replace(
      /<#([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_, id: string, name?: string) => `#${name || (nameOf(id) ?? id)}`,
    )
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(\w+)[^>]*>/g, '@$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2')
    .replace(/<(\w+:[^>]+)>/g, '$1')
    .replace(
      /(^|[\s(])\*([^*\n]+)\*(?=$|[\s.,:;!?)])/gm,
      (_, before: string, inner: string) => before + bold(inner),
    )
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,:;!?)])/gm, '$1$2')
    .replace(/```\n?|`/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
