import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { Action } from '../../access/permissions.ts';
import type { Integration } from '../../domain/integration.ts';
import { failureView } from '../blocks/failure-view.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { deleteView } from './delete-view.ts';
import { editView } from './edit-view.ts';
import { reauthView } from './reauth-view.ts';
import { spotView } from './spot-view.ts';

/** What opens a form of one integration. */
export type FormKind = 'edit' | 'reauth' | 'delete' | 'spot';

/** What each is called, and what it takes. */
export const FORMS: Readonly<Record<FormKind, { readonly title: string; readonly action: Action }>> = {
  edit: { title: 'Edit account', action: 'edit integration' },
  reauth: { title: 'New key', action: 'reauthenticate integration' },
  delete: { title: 'Delete account', action: 'delete integration' },
  spot: { title: 'Spot check', action: 'spot check' },
};

/** Said wherever an id leads nowhere any more. */
export const GONE = 'This account is not connected any more.';

type Needed = Pick<Services, 'connections' | 'upkeep' | 'access' | 'log' | 'newErrorId'>;

/** Opens a form of one integration, or says in its place why not. */
export async function openIntegrationForm(
  services: Needed,
  { client, caller, triggerId }: { client: WebClient; caller: Actor; triggerId: string },
  kind: FormKind,
  integrationId: string,
): Promise<void> {
  const { title, action } = FORMS[kind];
  await openModal(services, { client, triggerId, title }, async () => {
    await services.access.demand(caller, action, { kind: 'integration', id: integrationId });
    const integration = await services.connections.get(caller, integrationId);
    return integration === undefined ? failureView(GONE) : formOf(services, caller, kind, integration);
  });
}

async function formOf(
  { upkeep }: Needed,
  caller: Actor,
  kind: FormKind,
  integration: Integration,
): Promise<ModalView> {
  switch (kind) {
    case 'edit':
      return editView(integration);
    case 'spot':
      return spotView(integration);
    case 'reauth':
      return integration.mode === 'satellite'
        ? failureView('The key of this account stays with its satellite: change it there.')
        : reauthView(integration);
    case 'delete': {
      const affected = await upkeep.affectedBy(caller, integration.id);
      return affected === undefined ? failureView(GONE) : deleteView(integration, affected);
    }
  }
}
