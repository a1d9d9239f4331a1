import type { AnyBlock } from '@slack/types';
import type { ListedDigest } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn, shorten, withoutBold } from '../blocks/text.ts';
import { type DigestVerb, LIST_ACTION, NEW_ACTION, verbActionId } from './digest-actions.ts';
import { listedText } from './listed-text.ts';

const MOST_SHOWN = 15;

const LABELS: Readonly<Record<DigestVerb, string>> = {
  preview: 'Preview',
  send: 'Send now…',
  edit: 'Change…',
  pause: 'Pause',
  resume: 'Resume',
  mute: 'Mute…',
  delete: 'Delete…',
};

/** The digests with which something can be done, each with the button that does it. Fits messages and modals. */
export function whichMessage(
  verb: DigestVerb,
  digests: readonly ListedDigest[],
  readerId: string,
  typed: string,
): Message {
  if (digests.length === 0) {
    const about = typed === '' ? '' : ` called “${escapeMrkdwn(shorten(typed, 100))}”`;
    const text = `There is no digest${about} that you could ${verb}.`;
    return {
      text,
      blocks: [
        section(text),
        ...actions([button('All digests', LIST_ACTION), button('New digest', NEW_ACTION)]),
      ],
    };
  }
  const shown = digests.slice(0, MOST_SHOWN);
  const rest = digests.length - shown.length;
  const lines = shown.map((listed) => listedText(listed, readerId));
  const blocks: AnyBlock[] = shown.map((listed, index) =>
    section(lines[index] ?? '', button(LABELS[verb], verbActionId(verb), listed.digest.id)),
  );
  return {
    text: withoutBold(lines.join('\n')),
    blocks: [
      ...blocks,
      ...(rest > 0 ? [context(`and ${plural(rest, 'more digest')}: name a collection or a channel`)] : []),
    ],
  };
}
