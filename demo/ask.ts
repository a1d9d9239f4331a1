import type { Actor, Outcome } from '../test/simulators/slack/person.ts';
import { renderText } from '../test/simulators/slack/render-text.ts';
import type { View } from '../test/simulators/slack/views.ts';
import type { Stage } from '../test/simulators/stage.ts';
import { COMMANDS, unknownCommand } from './commands.ts';
import type { Voice } from './say.ts';

const PATIENCE_MILLISECONDS = 10_000;

/** Types a command as a person does and shows what comes back: a message or a modal. */
export async function ask(stage: Stage, person: Actor, voice: Voice, line: string): Promise<void> {
  voice.typed(person.person.name, line);
  const [command = '', ...words] = line.split(' ');
  if (!COMMANDS.includes(command)) {
    voice.line(unknownCommand(command));
    return;
  }
  const outcome = await person.command(command, words.join(' '), { channel: 'payments' });
  voice.shown(await shownAnswer(stage, person, outcome));
}

/** What the person sees for it, drawn for the terminal. */
export async function shownAnswer(stage: Stage, person: Actor, outcome: Outcome): Promise<string> {
  const opened = await Promise.any([
    outcome.reply(PATIENCE_MILLISECONDS).then(() => null),
    outcome.opened(PATIENCE_MILLISECONDS),
  ]);
  if (opened === null) return renderText(await outcome.reply());
  return renderText(await settled(stage, person, opened));
}

/** A modal opens light and is filled a moment later. */
async function settled({ slack }: Stage, person: Actor, opened: View): Promise<View> {
  const filled = () => slack.modals(person.person.name).at(-1);
  await slack.until(() => filled()?.submit, 2_000).catch(() => undefined);
  return filled() ?? opened;
}
