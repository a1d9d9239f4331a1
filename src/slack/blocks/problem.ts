import type { ContextBlock } from '@slack/types';
import { context } from './section.ts';
import { escapeMrkdwn } from './text.ts';

/** Says above an input what is wrong with it, where Slack cannot show it as its own error; plain text. */
export function problemAbove(problem: string | undefined): ContextBlock[] {
  return problem === undefined ? [] : [context(`:warning: *Please mend this:* ${escapeMrkdwn(problem)}`)];
}
