import { HOUR, type Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { SyncState } from '../store/sync-store.ts';
import { needsNewKey } from './failure.ts';

/** Somebody is told when nothing has come in for so long. */
const STALE: Seconds = 6 * HOUR;

/** What the owner of an integration is to be told. */
export type Notice =
  | { readonly kind: 'stopped'; readonly failure: NonNullable<SyncRun['failure']> }
  | { readonly kind: 'stale'; readonly since: Instant; readonly failure: SyncRun['failure'] };

export interface Standing {
  readonly state: SyncState;
  /** Newest first. */
  readonly runs: readonly SyncRun[];
  readonly now: Instant;
  /** When the integration was connected: nothing can have come in before. */
  readonly connectedAt: Instant;
  /** Fingerprint of its key. */
  readonly key: string;
}

/**
 * What is to be told after some runs, and the state that remembers that it was: each stop is told once for a key, each
 * drought once until something comes in again. The same state where nothing changed.
 */
export function noticesOf({ state, runs, now, connectedAt, key }: Standing): {
  readonly notices: readonly Notice[];
  readonly state: SyncState;
} {
  const ended = runs.filter(({ outcome }) => outcome !== 'stopped');
  const failure = ended[0]?.failure ?? null;
  if (failure !== null && needsNewKey(failure)) {
    if (state.refusedKey === key) return { notices: [], state };
    return { notices: [{ kind: 'stopped', failure }], state: { ...state, refusedKey: key } };
  }

  const main = ended.filter(({ kind }) => kind !== 'enrichment');
  const success = main.find(({ outcome }) => outcome === 'succeeded');
  const { refusedKey, toldStaleSince, ...rest } = state;
  if (main[0] === undefined || main[0] === success) {
    const told = refusedKey !== undefined || toldStaleSince !== undefined;
    return { notices: [], state: told ? rest : state };
  }
  const since = success ? success.startedAt + success.duration : connectedAt;
  if (toldStaleSince !== undefined || now - since < STALE) return { notices: [], state };
  return {
    notices: [{ kind: 'stale', since, failure: main[0].failure }],
    state: { ...state, toldStaleSince: since },
  };
}
