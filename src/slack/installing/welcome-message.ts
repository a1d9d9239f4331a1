import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { CONNECT_ACTION } from '../connect/connect-action.ts';
import { HELP_ACTION } from '../mttr/problem-message.ts';

/** To whoever installed the app: the two next steps. */
export function welcomeMessage(how: 'new' | 'again' | 'returned'): Message {
  const first = {
    new: 'SEI PagerDuty is installed. Two steps, and your teams see how fast they really recover:',
    again: 'SEI PagerDuty was installed again; everything is as it was. What people do with it:',
    returned:
      'Welcome back. Your incidents, collections and settings are still there. The PagerDuty keys were deleted when the app was removed: enter them again and resume the accounts with `/sei-pagerduty list`.',
  }[how];
  const text = `${first}\n1. Connect PagerDuty with a read-only key: \`/sei-pagerduty connect\`\n2. Ask in any channel, only you see the answer: \`/sei-mttr\``;
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        button('Connect PagerDuty', CONNECT_ACTION, undefined, { style: 'primary' }),
        button('What I can ask', HELP_ACTION),
      ]),
    ],
  };
}
