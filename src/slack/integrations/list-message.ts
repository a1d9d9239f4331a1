import type { AnyBlock } from '@slack/types';
import { allows } from '../../access/permissions.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { context, section } from '../blocks/section.ts';
import { CONNECT_ACTION } from '../connect/connect-actions.ts';
import type { Viewer } from '../mttr/viewer-of.ts';
import { whoCanHelp } from '../roles/refusal.ts';
import { LIST_ACTION, STATUS_ACTION } from './integration-actions.ts';
import { integrationLines } from './integration-lines.ts';
import type { IntegrationState } from './integration-state.ts';

const PAGE = 40;

/**
 * `/sei-pagerduty list`.
 *
 * @param from how many to leave out at the beginning
 */
export function listMessage(
  states: readonly IntegrationState[],
  { standing, helpers }: Viewer,
  from = 0,
): Message {
  const mayConnect = allows(standing, 'connect');
  if (states.length === 0) {
    const text = `PagerDuty is not connected yet. ${mayConnect ? 'It takes two minutes and a read-only key.' : `SEI Admins can connect it. ${whoCanHelp(helpers)}`}`;
    const connect = button('Connect PagerDuty', CONNECT_ACTION, undefined, { style: 'primary' });
    return { text, blocks: [section(text), ...actions(mayConnect ? [connect] : [])] };
  }
  const start = from < states.length ? from : 0;
  const shown = states.slice(start, start + PAGE);
  const rest = states.length - start - shown.length;
  const blocks: AnyBlock[] = shown.map((state) =>
    section(integrationLines(state), button('Status', STATUS_ACTION, state.integration.id)),
  );
  if (rest > 0) blocks.push(context(`and ${plural(rest, 'more account')}`));
  return {
    text: shown.map(integrationLines).join('\n'),
    blocks: [
      ...blocks,
      ...actions([
        ...(rest > 0 ? [button('Show more', LIST_ACTION, String(start + PAGE))] : []),
        ...(mayConnect ? [button('Connect another account', CONNECT_ACTION)] : []),
      ]),
    ],
  };
}
