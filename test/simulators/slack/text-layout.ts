/** Columns a text takes in a terminal: emoji and East Asian characters take two. */
export function width(text: string): number {
  let columns = 0;
  for (const character of plain(text))
    columns += /\p{Emoji_Presentation}|\p{Script=Han}/u.test(character) ? 2 : 1;
  return columns;
}

/** Pads to `columns`; never cuts. */
export function pad(text: string, columns: number, align: 'left' | 'right' | 'center' = 'left'): string {
  const missing = Math.max(0, columns - width(text));
  if (align === 'right') return ' '.repeat(missing) + text;
  if (align === 'center')
    return ' '.repeat(Math.floor(missing / 2)) + text + ' '.repeat(Math.ceil(missing / 2));
  return text + ' '.repeat(missing);
}

/** Breaks lines at spaces so that none is wider than `columns` (a longer word stands alone). */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => {
    if (width(line) <= columns) return [line];
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ')) {
      const next = current === '' ? word : `${current} ${word}`;
      if (width(next) <= columns || current === '') current = next;
      else {
        lines.push(current);
        current = word;
      }
    }
    return [...lines, current];
  });
}

/** A frame of box-drawing characters with a title in its upper edge. */
export function frame(title: string, lines: readonly string[], columns: number): string[] {
  const inner = Math.max(columns - 4, width(title) + 2, ...lines.map(width));
  const head = title === '' ? '─'.repeat(inner + 2) : `─ ${title} ${'─'.repeat(inner - width(title) - 1)}`;
  return [`╭${head}╮`, ...lines.map((line) => `│ ${pad(line, inner)} │`), `╰${'─'.repeat(inner + 2)}╯`];
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI sequences begin with the escape character
  return text.replace(/\u001b\[\d+m/g, '');
}
