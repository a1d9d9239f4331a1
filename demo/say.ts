/** How the demo speaks: plain lines, dimmed and bold where the terminal can. */
export interface Voice {
  /** Announces a step of the story. */
  step(title: string): void;
  line(text?: string): void;
  /** What a person types. */
  typed(person: string, text: string): void;
  /** What Slack shows, set apart by a bar at its side. */
  shown(text: string): void;
}

export function terminalVoice(output: NodeJS.WriteStream): Voice {
  const styled = output.isTTY && !process.env.NO_COLOR;
  const bold = (text: string) => (styled ? `\u001b[1m${text}\u001b[22m` : text);
  const dim = (text: string) => (styled ? `\u001b[2m${text}\u001b[22m` : text);
  const line = (text = '') => void output.write(`${text}\n`);
  let steps = 0;
  return {
    line,
    step: (title) => line(`\n${bold(`${++steps}. ${title}`)}\n`),
    typed: (person, text) => line(`${dim(`${person} ›`)} ${bold(text)}`),
    shown: (text) => line(text.replace(/^/gm, `${dim('│')} `)),
  };
}
