import type { Integration } from '../../domain/integration.ts';
import type { SyncEvent } from '../../sync/sync.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { STATUS_ACTION } from '../integrations/integration-actions.ts';

/** A satellite fell silent, or is back. */
export function satelliteNotice(
  integration: Integration,
  { kind, since }: Extract<SyncEvent, { kind: 'offline' | 'back' }>,
): Message {
  const name = escapeMrkdwn(integration.name);
  const at = dateText(since, 'date and time');
  const text =
    kind === 'offline'
      ? `*${name}*: OFFLINE SATELLITE. Its satellite was last heard of ${at}.`
      : `*${name}*: its satellite is back. It was silent since ${at}, and now reads what happened meanwhile.`;
  const next =
    kind === 'offline'
      ? '\nAnswers go on from what is there, and say until when it is complete. Look whether the satellite runs and reaches this app: `--check` tells. This is said once.'
      : '';
  return {
    text,
    blocks: [section(`${text}${next}`), ...actions([button('Status', STATUS_ACTION, integration.id)])],
  };
}
