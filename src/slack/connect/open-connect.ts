import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { emptyDraft } from './connect-draft.ts';
import { connectFormView } from './connect-form-view.ts';

/** Opens the connect form, or says who can connect. */
export async function openConnect(
  services: Pick<Services, 'access' | 'egressIps' | 'log' | 'newErrorId'>,
  { client, caller, triggerId }: { client: WebClient; caller: Actor; triggerId: string },
): Promise<void> {
  await openModal(services, { client, triggerId, title: 'Connect PagerDuty' }, async () => {
    await services.access.demand(caller, 'connect');
    return connectFormView({ draft: emptyDraft, egressIps: services.egressIps });
  });
}
