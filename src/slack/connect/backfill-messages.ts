import type { WebClient } from '@slack/web-api';
import type { Integration } from '../../domain/integration.ts';
import type { SyncEvent } from '../../sync/sync.ts';
import type { Services } from '../services.ts';
import { backfillMessage } from './backfill-message.ts';
import { exampleService } from './example-service.ts';

type Needed = Pick<
  Services,
  'sync' | 'integrations' | 'reports' | 'directories' | 'clientOf' | 'clock' | 'log' | 'timing' | 'inFlight'
>;

/** Keeps one message in the DM of who connected an account up to date, across restarts. */
export interface BackfillMessages {
  /** Posts the message, and remembers in the store where it is. */
  begin(client: WebClient, integration: Integration): Promise<void>;
  /** Brings the messages of unfinished backfills up to date: after a start. */
  resume(): Promise<void>;
  /** Hears no more. */
  stop(): void;
}

/** Follows the sync from now on. */
export function backfillMessages(services: Needed): BackfillMessages {
  const { sync, integrations, clientOf, log, timing, inFlight } = services;
  const waiting = new Map<string, NodeJS.Timeout>();
  /** The last update of each integration: the next one starts after it, so that an older state never overwrites a newer. */
  const last = new Map<string, Promise<void>>();

  const unsubscribe = sync.subscribe((event) => {
    if (event.kind !== 'progress') return updateSoon(event, 0);
    if (!waiting.has(event.integrationId)) updateSoon(event, timing.progress);
  });

  function updateSoon({ workspaceId, integrationId }: SyncEvent, delay: number): void {
    clearTimeout(waiting.get(integrationId));
    const timer = setTimeout(() => {
      waiting.delete(integrationId);
      void update(workspaceId, integrationId);
    }, delay);
    waiting.set(integrationId, timer);
  }

  function update(workspaceId: string, integrationId: string): Promise<void> {
    const next = (last.get(integrationId) ?? Promise.resolve()).then(async () => {
      try {
        await show(workspaceId, integrationId);
      } catch (error) {
        log.warn({ integrationId, error }, 'The progress message was not updated.');
      }
    });
    last.set(integrationId, next);
    void next.then(() => {
      if (last.get(integrationId) === next) last.delete(integrationId);
    });
    return inFlight.track(next);
  }

  async function show(workspaceId: string, integrationId: string): Promise<void> {
    const integration = await integrations.get(workspaceId, integrationId);
    if (!integration?.progressMessage) return;
    const { channelId, timestamp } = integration.progressMessage;
    const message = await compose(services, integration);
    const client = await clientOf(workspaceId);
    await client.chat.update({
      channel: channelId,
      ts: timestamp,
      text: message.text,
      blocks: message.blocks,
    });
    if (message.finished) await remember(integration, null);
  }

  /** The integration as it is then: it may have changed, or been deleted, while Slack answered. */
  async function remember(
    { workspaceId, id }: Integration,
    at: Integration['progressMessage'],
  ): Promise<void> {
    await integrations.update(workspaceId, id, (known) => ({ ...known, progressMessage: at }));
  }

  return {
    async begin(client, integration) {
      try {
        const { text, blocks, finished } = await compose(services, integration);
        const posted = await client.chat.postMessage({ channel: integration.ownerId, text, blocks });
        if (!posted.channel || !posted.ts || finished) return;
        await remember(integration, { channelId: posted.channel, timestamp: posted.ts });
      } catch (error) {
        // The account is connected all the same, and its status tells the progress.
        log.warn({ integrationId: integration.id, error }, 'The progress message was not posted.');
        return;
      }
      // The backfill may have ended while the message was on its way: nobody would update it again.
      await update(integration.workspaceId, integration.id);
    },
    async resume() {
      const unfinished = (await integrations.all()).filter(({ progressMessage }) => progressMessage !== null);
      await Promise.all(unfinished.map(({ workspaceId, id }) => update(workspaceId, id)));
    },
    stop() {
      unsubscribe();
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

async function compose(services: Needed, integration: Integration) {
  const { sync, clock } = services;
  const { workspaceId, id, name } = integration;
  const status = await sync.status(workspaceId, id);
  // Before its first window there is no backfill state yet: not finished, not begun.
  const finished = status.backfill === null && status.coverage !== null;
  const backfill = finished
    ? null
    : (status.backfill ?? {
        stored: 0,
        expected: null,
        floor: clock.now(),
        coveredFrom: null,
        timeLeft: null,
      });
  const service = finished ? await exampleService(services, integration) : null;
  return {
    ...backfillMessage({
      integrationId: id,
      name,
      status: { ...status, backfill },
      now: clock.now(),
      service,
    }),
    finished,
  };
}
