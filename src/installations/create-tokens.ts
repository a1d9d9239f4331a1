import type { Clock } from '../domain/clock.ts';
import { HOUR, MINUTE } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../domain/log.ts';
import type { InTurn } from '../replica/in-turn.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Installation, InstallationStore, SealedTokens } from '../store/installation-store.ts';
import { tokenContext } from './token-context.ts';
import { type BotAuthorisation, NotInstalledError, type Tokens } from './tokens.ts';
import { createUnstoredTokens } from './unstored-tokens.ts';

/** Fresh tokens for a refresh token, which is used up by it. */
export type RenewTokens = (refreshToken: string) => Promise<{
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Instant;
}>;

export interface TokensOptions {
  readonly installations: Pick<InstallationStore, 'get' | 'rotate'>;
  readonly keyring: Keyring;
  readonly renew: RenewTokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Across replicas: a refresh token that two of them use is good for one. */
  readonly inTurn: InTurn;
  /** Milliseconds before each further attempt to store renewed tokens; about an hour of them unless told otherwise. */
  readonly attempts?: readonly number[];
}

/** A token is renewed so long before it expires: Slack's own libraries do the same. */
const RENEW_BEFORE = 2 * HOUR;
/** A token that lives longer than this is still good for a call, so nobody waits for the new one. */
const STILL_GOOD = 5 * MINUTE;

/**
 * Tokens from the store.
 *
 * However many ask at once, a refresh token is used once: those who come while it is under way share it. Where another
 * process was faster, what it stored is taken. Tokens that the store does not take are used from memory until it does.
 *
 * @see https://docs.slack.dev/authentication/using-token-rotation
 */
export function createTokens(options: TokensOptions): Tokens {
  const { installations, keyring, renew, clock, log, inTurn, attempts } = options;
  const unstored = createUnstoredTokens({ installations, keyring, log, ...(attempts && { attempts }) });
  const renewals = new Map<string, Promise<SealedTokens>>();

  async function installed(workspaceId: string) {
    const installation = await installations.get(workspaceId);
    if (!installation?.tokens) throw new NotInstalledError(workspaceId);
    return { ...installation, tokens: installation.tokens };
  }

  function renewed(workspaceId: string): Promise<SealedTokens> {
    const under = renewals.get(workspaceId);
    if (under) return under;
    const apart = inTurn({ workspaceId, name: 'tokens' }, () => renewNow(workspaceId));
    const renewal = apart.finally(() => renewals.delete(workspaceId));
    renewals.set(workspaceId, renewal);
    return renewal;
  }

  /** Looks again first: whoever was waiting for another process finds its tokens. */
  async function renewNow(workspaceId: string): Promise<SealedTokens> {
    const { tokens: stored } = await installed(workspaceId);
    const tokens = unstored.newest(workspaceId, stored);
    if (tokens.rotation === null || isFresh(tokens.rotation.expiresAt)) return tokens;
    const context = tokenContext(workspaceId);
    let sealed: SealedTokens;
    try {
      const fresh = await renew(keyring.open(tokens.rotation.refresh, context));
      sealed = {
        access: keyring.seal(fresh.accessToken, context),
        rotation: { refresh: keyring.seal(fresh.refreshToken, context), expiresAt: fresh.expiresAt },
      };
    } catch (error) {
      const { tokens: now } = await installed(workspaceId);
      if (now.access === stored.access) throw error;
      return now;
    }
    await unstored.keep(workspaceId, stored, sealed);
    return unstored.newest(workspaceId, (await installed(workspaceId)).tokens);
  }

  const isFresh = (expiresAt: Instant) => expiresAt - clock.now() > RENEW_BEFORE;

  function authorisation(installation: Installation, tokens: SealedTokens): BotAuthorisation {
    const { workspaceId, kind, botId, botUserId } = installation;
    const botToken = keyring.open(tokens.access, tokenContext(workspaceId));
    return { botToken, botId, botUserId, tenant: { kind, id: workspaceId } };
  }

  return {
    settle: () => unstored.settle(),

    async of(workspaceId) {
      const installation = await installed(workspaceId);
      const tokens = unstored.newest(workspaceId, installation.tokens);
      if (tokens.rotation === null || isFresh(tokens.rotation.expiresAt)) {
        return authorisation(installation, tokens);
      }
      if (tokens.rotation.expiresAt - clock.now() > STILL_GOOD) {
        renewed(workspaceId).catch((error: unknown) => {
          log.warn({ workspaceId, error }, 'A Slack token could not be renewed yet.');
        });
        return authorisation(installation, tokens);
      }
      return authorisation(installation, await renewed(workspaceId));
    },
  };
}
