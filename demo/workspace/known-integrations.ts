import { setTimeout as wait } from 'node:timers/promises';
import type { Sync } from '../../src/sync/sync.ts';

const PATIENCE_MILLISECONDS = 10_000;

/** Accounts that were connected while the demo ran. */
export interface Known {
  /** Has all of them read now, in the background. */
  syncAll(): Promise<void>;
  /** The same, and waits until they are read; not for ever. */
  syncedAll(): Promise<void>;
}

/** Learns of accounts by listening to the sync: the page may not look into the app's store. */
export function knownIntegrations(sync: Sync): Known {
  const known = new Map<string, string>();
  sync.subscribe(({ integrationId, workspaceId }) => known.set(integrationId, workspaceId));

  /** Resolves with the next run that read what changed. */
  function nextRun(wanted: string): Promise<void> {
    return new Promise((resolve) => {
      const end = sync.subscribe((event) => {
        if (event.kind !== 'run' || event.integrationId !== wanted || event.run.kind === 'enrichment') return;
        end();
        resolve();
      });
    });
  }

  async function synced(integrationId: string, workspaceId: string): Promise<void> {
    const run = nextRun(integrationId);
    const answer = await sync.syncNow(workspaceId, integrationId);
    if (answer === 'paused') return;
    await run;
    // What ran already may have begun before the clock moved.
    if (answer === 'already running') await synced(integrationId, workspaceId);
  }

  return {
    async syncAll() {
      for (const [integrationId, workspaceId] of known) await sync.syncNow(workspaceId, integrationId);
    },
    async syncedAll() {
      const all = Promise.all([...known].map((one) => synced(...one)));
      await Promise.race([all, wait(PATIENCE_MILLISECONDS, undefined, { ref: false })]);
    },
  };
}
