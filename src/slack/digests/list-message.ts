import type { AnyBlock, Overflow } from '@slack/types';
import type { ListedDigest } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { numbered } from '../blocks/numbered.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { plain, withoutBold } from '../blocks/text.ts';
import { type DigestVerb, LIST_ACTION, NEW_ACTION, ROW_ACTION } from './digest-actions.ts';
import { listedText } from './listed-text.ts';

const PAGE = 15;

/**
 * `/sei-pagerduty digest`: when each comes next, how it went, and what can be done with it.
 *
 * @param from how many to pass over
 */
export function listMessage(digests: readonly ListedDigest[], readerId: string, from = 0): Message {
  if (digests.length === 0) return none();
  const start = from < digests.length ? from : 0;
  const shown = digests.slice(start, start + PAGE);
  const end = start + shown.length;
  const rest = digests.length - end;
  const head = `*Digests*${digests.length > PAGE ? ` ${thousands(start + 1)}–${thousands(end)} of ${thousands(digests.length)}` : ''}: reports that come by themselves`;
  const lines = shown.map((listed) => listedText(listed, readerId));
  const blocks: AnyBlock[] = shown.map((listed, index) => section(lines[index] ?? '', menuOf(listed)));
  return {
    text: withoutBold([plural(digests.length, 'digest'), ...lines].join('\n')),
    blocks: [
      section(head),
      ...blocks,
      ...(rest > 0 ? [context(`and ${thousands(rest)} more`)] : []),
      ...actions([
        ...(start > 0 ? [button('Back', LIST_ACTION, String(Math.max(0, start - PAGE)))] : []),
        ...(rest > 0
          ? [numbered(button(`Show ${Math.min(PAGE, rest)} more`, LIST_ACTION, String(end)), 1)]
          : []),
        button('New digest', NEW_ACTION),
      ]),
    ],
  };
}

function none(): Message {
  const text =
    'There are no digests yet. A digest posts the MTTR of a week with what moved it, on Monday morning or whenever you like: to a channel, or to you alone.';
  return {
    text,
    blocks: [section(text), ...actions([button('New digest', NEW_ACTION, undefined, { style: 'primary' })])],
  };
}

const LABELS: Readonly<Record<DigestVerb, string>> = {
  preview: 'Preview, only to you',
  send: 'Send now…',
  edit: 'Change…',
  pause: 'Pause',
  resume: 'Resume',
  mute: 'Mute this one…',
  delete: 'Delete…',
};

/** What can be done with it. Who may not change it may still mute it where it is posted. */
export function verbsFor({ digest, mayChange }: ListedDigest): readonly DigestVerb[] {
  const { paused, place } = digest;
  if (mayChange) return ['preview', 'send', 'edit', paused === null ? 'pause' : 'resume', 'delete'];
  return paused === null && place.kind === 'channel' ? ['preview', 'mute'] : ['preview'];
}

function menuOf(listed: ListedDigest): Overflow {
  return {
    type: 'overflow',
    action_id: ROW_ACTION,
    options: verbsFor(listed).map((verb) => ({
      text: plain(LABELS[verb]),
      value: `${verb} ${listed.digest.id}`,
    })),
  };
}
