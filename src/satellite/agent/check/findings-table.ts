import type { Finding } from './finding.ts';

const WIDTH = 100;
const GAP = '  ';

/** What was found, as people read it in a terminal: a line each, what to do below it. */
export function findingsTable(findings: readonly Finding[]): string {
  const first = Math.max(...findings.map(({ what }) => what.length));
  const second = Math.max(...findings.map(({ verdict }) => verdict.length));
  const room = Math.max(30, WIDTH - first - second - 2 * GAP.length);
  const indent = ' '.repeat(first + second + 2 * GAP.length);
  const lines = findings.flatMap(({ what, verdict, found, mend }) => {
    const [head = '', ...rest] = [...wrapped(found, room), ...wrapped(mend === '' ? '' : `→ ${mend}`, room)];
    return [
      `${what.padEnd(first)}${GAP}${verdict.padEnd(second)}${GAP}${head}`,
      ...rest.map((line) => indent + line),
    ];
  });
  const count = findings.filter(({ verdict }) => verdict === 'wrong').length;
  const sum =
    count === 0 ? 'Nothing is wrong.' : `${count} ${count === 1 ? 'thing is' : 'things are'} wrong.`;
  return `${lines.join('\n')}\n\n${sum}\n`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
