import type { WebClient } from '@slack/web-api';
import type { Log } from '../../domain/log.ts';
import type { Arrival } from '../../installations/installations.ts';
import type { InFlight } from '../in-flight.ts';
import { welcomeMessage } from './welcome-message.ts';

/** Writes to whoever installed the app. In an organisation it may not be in a team of theirs yet: then only the log tells. */
export function welcomeInstaller(options: {
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
  readonly inFlight: Pick<InFlight, 'track'>;
  readonly log: Log;
}): (arrival: Pick<Arrival, 'workspaceId' | 'installerId'>, how: 'new' | 'again' | 'returned') => void {
  const { clientOf, inFlight, log } = options;
  return ({ workspaceId, installerId }, how) => {
    const writing = (async () => {
      const client = await clientOf(workspaceId);
      const { text, blocks } = welcomeMessage(how);
      await client.chat.postMessage({ channel: installerId, text, blocks });
    })();
    inFlight.track(writing).catch((error: unknown) => {
      log.warn({ workspaceId, error }, 'The welcome message was not delivered.');
    });
  };
}
