import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { createTokens } from '../installations/create-tokens.ts';
import { NotInstalledError, type Tenant, type Tokens } from '../installations/tokens.ts';
import type { Log } from '../log.ts';
import type { InTurn } from '../replica/in-turn.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { InstallationStore } from '../store/installation-store.ts';
import { renewTokens } from './installing/renew-tokens.ts';
import { createTokenCheck, type TokenCheck } from './token-check.ts';

/** Whose tokens the app has, and whether they are of use. */
interface SlackCredentials extends Pick<TokenCheck, 'begin' | 'problem' | 'end'> {
  readonly tokens: Tokens;
}

interface SlackCredentialsOptions {
  readonly slack: SlackConfig;
  readonly client: () => WebClientOptions;
  readonly installations: Pick<InstallationStore, 'get' | 'rotate'>;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly log: Log;
  /** Across replicas. */
  readonly inTurn: InTurn;
  /** Hears that the one workspace's token works. */
  readonly onPresent: (workspaceId: string) => Promise<void>;
}

/** One workspace by the token of the environment, or all that installed the app. */
export function slackCredentials({
  slack,
  client,
  onPresent,
  ...rest
}: SlackCredentialsOptions): SlackCredentials {
  const { installing, apiUrl } = slack;
  const { clock, log } = rest;
  if (installing.mode === 'many workspaces') {
    const tokens = createTokens({ ...rest, renew: renewTokens({ installing, apiUrl, clock, log }) });
    return { tokens, begin: async () => {}, problem: () => null, end: () => {} };
  }
  const { botToken } = installing;
  const check = createTokenCheck({
    client: new WebClient(botToken, client()),
    log,
    onKnown: ({ id }) => onPresent(id),
  });
  return { ...check, tokens: oneToken(botToken, check.tenant) };
}

/** The one token, for the workspace that it belongs to alone as soon as that is known. */
function oneToken(botToken: string, tenantNow: () => Tenant | null): Tokens {
  return {
    async of(workspaceId) {
      const tenant = tenantNow();
      if (tenant?.kind === 'organisation' && tenant.id !== workspaceId)
        throw new NotInstalledError(workspaceId);
      return { botToken, tenant };
    },
    settle: async () => {},
  };
}
