import type { DateReader } from '../../demo/page/blocks/slack-date.ts';
import type { Slack } from '../../test/simulators/slack/slack.ts';

/** Who looks at Slack, when and where: names and dates are shown to them in their own way. */
export interface Reader extends DateReader, Pick<Slack, 'users' | 'channels'> {
  /** The content of a file of the workspace; `undefined` where there is none of that id. */
  readonly fileOf: (id: string) => Buffer | undefined;
  /** How much room a message's blocks have, in CSS pixels. */
  readonly room: number;
}
