import { setTimeout } from 'node:timers/promises';
import type { Log } from '../domain/log.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { InstallationStore, SealedTokens } from '../store/installation-store.ts';
import { tokenContext } from './token-context.ts';

/** Milliseconds before each further attempt to store renewed tokens: about an hour of them. */
const ATTEMPTS: readonly number[] = [1, 2, 5, 10, 30, ...Array.from({ length: 60 }, () => 60)].map(
  (seconds) => seconds * 1000,
);

const LOST =
  'A renewed Slack token is in memory alone: where the app stops now, the workspace has to install it again.';

export interface UnstoredTokensOptions {
  readonly installations: Pick<InstallationStore, 'get' | 'rotate'>;
  readonly keyring: Pick<Keyring, 'open'>;
  readonly log: Log;
  readonly attempts?: readonly number[];
}

interface Renewed {
  /** The refresh token that the store still holds: used up, and of use to nobody. */
  readonly instead: string;
  readonly tokens: SealedTokens;
}

/**
 * Renewed tokens on their way into the store.
 *
 * Slack gives them once: where the store does not take them they are used from memory, sealed, and it is tried again.
 */
export function createUnstoredTokens(options: UnstoredTokensOptions) {
  const { installations, keyring, log, attempts = ATTEMPTS } = options;
  const waiting = new Map<string, Renewed>();
  const trying = new Set<string>();

  function holds({ rotation }: SealedTokens, refreshToken: string, workspaceId: string): boolean {
    return rotation !== null && keyring.open(rotation.refresh, tokenContext(workspaceId)) === refreshToken;
  }

  /** In the place of what they came from, whatever key that is sealed with by now. Others that are there stay. */
  async function store(workspaceId: string): Promise<'stored' | 'not needed'> {
    let outcome: 'stored' | 'not needed' = 'not needed';
    for (;;) {
      const renewed = waiting.get(workspaceId);
      if (renewed === undefined) return outcome;
      const { instead, tokens } = renewed;
      const stored = (await installations.get(workspaceId))?.tokens;
      const isOver = !stored || !holds(stored, instead, workspaceId);
      if (!isOver && !(await installations.rotate(workspaceId, stored.access, tokens))) continue;
      outcome = isOver ? 'not needed' : 'stored';
      if (waiting.get(workspaceId) === renewed) waiting.delete(workspaceId);
    }
  }

  async function tryAgain(workspaceId: string): Promise<void> {
    if (trying.has(workspaceId)) return;
    trying.add(workspaceId);
    try {
      for (const pause of attempts) {
        await setTimeout(pause, undefined, { ref: false });
        const outcome = await store(workspaceId).catch(() => 'not yet' as const);
        if (outcome === 'stored') log.info({ workspaceId }, 'The renewed Slack token is stored now.');
        if (outcome !== 'not yet') return;
      }
      log.error({ workspaceId }, LOST);
    } finally {
      trying.delete(workspaceId);
    }
  }

  return {
    /** What is to be used: what was renewed, where the store still holds what it came from. */
    newest(workspaceId: string, stored: SealedTokens): SealedTokens {
      const renewed = waiting.get(workspaceId);
      return renewed && holds(stored, renewed.instead, workspaceId) ? renewed.tokens : stored;
    },

    /** One last attempt for all that wait. */
    async settle(): Promise<void> {
      for (const workspaceId of [...waiting.keys()])
        await store(workspaceId).catch((error: unknown) => {
          log.error({ workspaceId, error }, LOST);
        });
    },

    /**
     * Stores tokens that were renewed, now or as soon as the store takes them.
     *
     * @param from what the store held before
     */
    async keep(workspaceId: string, from: SealedTokens, tokens: SealedTokens): Promise<void> {
      if (from.rotation === null) throw new Error('Only tokens that rotate are renewed.');
      const instead = keyring.open(from.rotation.refresh, tokenContext(workspaceId));
      waiting.set(workspaceId, { instead, tokens });
      try {
        await store(workspaceId);
      } catch (error) {
        log.warn({ workspaceId, error }, 'A renewed Slack token could not be stored yet.');
        void tryAgain(workspaceId);
      }
    },
  };
}
