import type { Stage } from '../../test/simulators/stage.ts';
import type { Scene } from './frame.ts';

/** Types a command as a person does: the scene of its first answer. */
export async function answerTo(
  { slack }: Stage,
  name: string,
  who: string,
  line: string,
  channel = 'general',
): Promise<Scene> {
  const [command = '', ...words] = line.split(' ');
  const outcome = await slack.person(who).command(command, words.join(' '), { channel });
  const where = channel === 'general' ? '' : ` in #${channel}`;
  return {
    name,
    shown: await outcome.reply(10_000),
    caption: `${slack.person(who).person.realName}${where}: \`${line}\``,
  };
}
