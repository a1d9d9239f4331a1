import type { Log } from '../../domain/log.ts';
import type { SyncEvent } from '../../sync/sync.ts';

/** What happens with the integrations of satellites, for whoever follows the sync. */
export interface SatelliteEvents {
  emit(event: SyncEvent): void;
  subscribe(listener: (event: SyncEvent) => void): () => void;
}

export function createSatelliteEvents(log: Log): SatelliteEvents {
  const listeners = new Set<(event: SyncEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          log.error({ err: error, kind: event.kind }, 'A listener of the satellites failed.');
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
