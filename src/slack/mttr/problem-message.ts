import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { askButton } from './ask-button.ts';
import { HELP_ACTION } from './mttr-actions.ts';
import { type Problem, parseQuestion } from './question-text.ts';

/** What was not understood, what to type instead, and the way to the help. */
export function problemMessage({ sentence, suggestion }: Problem): Message {
  const command = `/sei-mttr ${suggestion ?? ''}`.trim();
  const example = suggestion === null ? '' : `\nTry: \`${escapeMrkdwn(command)}\``;
  const text = `${escapeMrkdwn(sentence)}${example}`;
  const parsed = suggestion === null ? null : parseQuestion(escapeMrkdwn(suggestion));
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        ...(parsed?.ok
          ? askButton(shorten(`Try ${suggestion || 'all services'}`, 75), 'try', {
              ...parsed.value,
              public: false,
              csv: false,
            })
          : []),
        button('Help', HELP_ACTION),
      ]),
    ],
  };
}
