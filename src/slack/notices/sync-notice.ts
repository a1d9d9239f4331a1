import type { Integration } from '../../domain/integration.ts';
import type { SyncEvent } from '../../sync/sync.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { REAUTH_ACTION, STATUS_ACTION } from '../integrations/integration-actions.ts';
import { satelliteNotice } from './satellite-notice.ts';

/** What the one who looks after an account has to be told. */
export type SyncNotice = Extract<SyncEvent, { kind: 'stopped' | 'stale' | 'offline' | 'back' }>;

const NOTICES: ReadonlySet<SyncEvent['kind']> = new Set(['stopped', 'stale', 'offline', 'back']);

/** Whether an event of the sync is for people. */
export function isNotice(event: SyncEvent): event is SyncNotice {
  return NOTICES.has(event.kind);
}

/** The message about it: what happened, what it means for answers, what to do. */
export function syncNotice(integration: Integration, notice: SyncNotice): Message {
  const name = escapeMrkdwn(integration.name);
  if (!('failure' in notice)) return satelliteNotice(integration, notice);
  const cause = notice.failure === null ? '' : ` ${escapeMrkdwn(notice.failure.sentence)}`;
  const status = button('Status', STATUS_ACTION, integration.id);
  if (notice.kind === 'stopped') {
    const text = `*${name}*: nothing comes in any more.${cause}`;
    return {
      text,
      blocks: [
        section(`${text}\nAnswers go on from what is there, and say until when it is complete.`),
        ...actions([
          // The key of a satellite is changed where the satellite is.
          ...(integration.mode === 'cloud'
            ? [button('Enter a new key', REAUTH_ACTION, integration.id, { style: 'primary' })]
            : []),
          status,
        ]),
      ],
    };
  }
  const text = `*${name}*: nothing has come in since ${dateText(notice.since, 'date and time')}.${cause}`;
  return {
    text,
    blocks: [section(`${text}\nThe app goes on trying; this is said once.`), ...actions([status])],
  };
}
