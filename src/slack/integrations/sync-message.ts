import type { Integration } from '../../domain/integration.ts';
import type { AskedConnections } from '../../integrations/asked-connections.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { STATUS_ACTION } from './integration-actions.ts';

/** What came of "sync now". */
export function syncMessage(
  { id, name }: Pick<Integration, 'id' | 'name'>,
  outcome: Awaited<ReturnType<AskedConnections['syncNow']>>,
): Message {
  const shown = escapeMrkdwn(name);
  const text = {
    started: `${shown}: a sync has started.`,
    'already running': `${shown}: a sync is already running.`,
    gone: `${shown} is not connected any more.`,
    asked: `${shown}: its satellite is asked, and begins within half a minute.`,
    offline: `${shown}: its satellite does not answer. It reads everything when it is back.`,
    paused: `${shown} is paused, so nothing is read.`,
  }[outcome];
  return { text, blocks: [section(text), ...actions([button('Status', STATUS_ACTION, id)])] };
}
