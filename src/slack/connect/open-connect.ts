import type { WebClient } from '@slack/web-api';
import { failureView } from '../blocks/failure-view.ts';
import type { Caller } from '../caller.ts';
import { refusalOf } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { emptyDraft } from './connect-draft.ts';
import { connectFormView } from './connect-form-view.ts';
import { openingView } from './connect-state-views.ts';

/** Opens the connect modal: a light view within the trigger's 3 seconds, then the form, or who can help. */
export async function openConnect(
  { access, texts }: Pick<Services, 'access' | 'texts'>,
  { client, caller, triggerId }: { client: WebClient; caller: Caller; triggerId: string },
): Promise<void> {
  const { view: opened } = await client.views.open({ trigger_id: triggerId, view: openingView() });
  if (!opened?.id) throw new Error('Slack opened no view.');
  const refused = await refusalOf({ access }, 'connect', { caller });
  const view =
    refused === null
      ? connectFormView({ draft: emptyDraft, egressIps: texts.egressIps })
      : failureView(refused);
  await redrawView(client, { id: opened.id, hash: opened.hash }, view);
}
