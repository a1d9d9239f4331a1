import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { CONNECT_ACTION } from '../connect/connect-actions.ts';
import { HELP_ACTION } from '../mttr/mttr-actions.ts';

const WELCOMES = {
  new: {
    says: 'SEI PagerDuty is installed. Two steps, and your teams see how fast they really recover:',
    connect: 'Connect PagerDuty with a read-only key: `/sei-pagerduty connect`',
  },
  again: {
    says: 'SEI PagerDuty was installed again; everything is as it was. What people do with it:',
    connect: 'Connect PagerDuty with a read-only key: `/sei-pagerduty connect`',
  },
  returned: {
    says: 'Welcome back. Your incidents, collections and settings are still there; the PagerDuty keys were deleted when the app was removed. Two steps:',
    connect:
      'Enter a key for each account again, then resume it: `/sei-pagerduty reauth`, `/sei-pagerduty resume`',
  },
} as const;

/** To whoever installed the app: the two next steps. */
export function welcomeMessage(how: 'new' | 'again' | 'returned'): Message {
  const { says, connect } = WELCOMES[how];
  const text = `${says}\n1. ${connect}\n2. Ask in any channel, only you see the answer: \`/sei-mttr\``;
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        ...(how === 'returned'
          ? []
          : [button('Connect PagerDuty', CONNECT_ACTION, undefined, { style: 'primary' })]),
        button('What I can ask', HELP_ACTION),
      ]),
    ],
  };
}
