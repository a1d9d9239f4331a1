import type { Integration } from '../../domain/integration.ts';
import { failureView } from '../blocks/failure-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { withinPatience } from '../connect/within-patience.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { DELETE_VIEW, deletedView, deletingView } from './integration-views.ts';
import { GONE } from './open-integration-form.ts';

type Needed = ListenerServices & Pick<Services, 'timing' | 'upkeep'>;

/** "Delete": the account's status is *Deleting* until nothing of it is left. */
export function deleteSubmit(services: Needed, home: Home) {
  return onSubmit(services, DELETE_VIEW, async (request) => {
    const { ack, caller, client, view } = request;
    const { upkeep, timing } = services;
    const deleting = upkeep.delete(caller, view.private_metadata);
    const early = await withinPatience(
      deleting.then((integration) => ({ integration })),
      timing.keyCheck,
    );
    if (early !== null) {
      await ack({ response_action: 'update', view: resultView(early.integration) });
    } else {
      await ack({ response_action: 'update', view: deletingView('This account') });
    }
    const integration = await deleting;
    if (early === null) await showLate(request, integration);
    if (integration === undefined) return;
    await endProgressMessage(request, integration, services);
    home.changed(caller.workspaceId);
    await home.publish({ client, caller });
  });
}

function resultView(integration: Integration | undefined) {
  return integration === undefined ? failureView(GONE) : deletedView(integration.name);
}

async function showLate(
  { client, view }: SubmitRequest,
  integration: Integration | undefined,
): Promise<void> {
  await redrawView(client, { id: view.id }, resultView(integration));
}

/** A message that still says "loading" would wait for ever. */
async function endProgressMessage(
  { client }: Pick<SubmitRequest, 'client'>,
  { name, progressMessage }: Integration,
  { log }: Pick<Services, 'log'>,
): Promise<void> {
  if (progressMessage === null) return;
  const text = `${escapeMrkdwn(name)} was deleted before everything was loaded.`;
  const { channelId: channel, timestamp: ts } = progressMessage;
  await client.chat.update({ channel, ts, text, blocks: [] }).catch((error: unknown) => {
    log.warn({ error }, 'The progress message of a deleted account was not updated.');
  });
}
