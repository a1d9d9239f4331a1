import type { Log } from '../domain/log.ts';
import type { SyncEvent } from './sync.ts';

/** What happens with integrations, for whoever follows their sync. */
export interface SyncEvents {
  emit(event: SyncEvent): void;
  /** Returns what ends it. */
  subscribe(listener: (event: SyncEvent) => void): () => void;
}

/** A listener that fails keeps nothing from the others. */
export function createSyncEvents(log: Log): SyncEvents {
  const listeners = new Set<(event: SyncEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          log.error({ err: error, kind: event.kind }, 'A listener of the sync failed.');
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
