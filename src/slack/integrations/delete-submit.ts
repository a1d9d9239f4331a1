import type { Integration } from '../../domain/integration.ts';
import { answerInTime } from '../answer-in-time.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { DELETE_VIEW, deletedView, deletingView } from './delete-view.ts';
import { GONE } from './open-integration-form.ts';

type Needed = ListenerServices & Pick<Services, 'timing' | 'upkeep'>;

/** "Delete": the account's status is *Deleting* until nothing of it is left. */
export function deleteSubmit(services: Needed, home: Pick<Home, 'show'>) {
  return onSubmit(services, DELETE_VIEW, async (request) => {
    const { caller, client, view } = request;
    const deleting = services.upkeep.delete(caller, view.private_metadata);
    const answering = deleting.then((integration) =>
      integration === undefined
        ? ({ kind: 'failed', sentence: GONE } as const)
        : ({ kind: 'view', view: deletedView(integration.name) } as const),
    );
    await answerInTime(services, request, answering, deletingView());
    const integration = await deleting;
    if (integration === undefined) return;
    await endProgressMessage(request, integration, services);
    await home.show({ client, caller });
  });
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
