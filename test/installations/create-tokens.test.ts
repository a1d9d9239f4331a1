import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTokens } from '../../src/installations/create-tokens.ts';
import { tokenContext } from '../../src/installations/token-context.ts';
import { NotInstalledError, type Tokens } from '../../src/installations/tokens.ts';
import { createLog } from '../../src/log.ts';
import { createInTurn } from '../../src/replica/in-turn.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';

const NOW = 1_795_168_800;
const HALF_A_DAY = 12 * 3600;

const keyring = createKeyring({ current: randomBytes(32) });
let store: Store;
let dataDir: string;
/** Refresh tokens in the order in which Slack was given them. */
let used: string[];
/** What happens while Slack renews. */
let meanwhile: () => Promise<void>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-tokens-'));
  store = await openJsonStore({ dataDir });
  used = [];
  meanwhile = async () => {};
  const seal = (secret: string) => keyring.seal(secret, tokenContext('T1'));
  await store.installations.save({
    workspaceId: 'T1',
    kind: 'team',
    name: 'T1',
    botId: 'B1',
    botUserId: 'U0',
    scopes: [],
    installerId: 'U1',
    installedAt: NOW - HALF_A_DAY,
    // A minute over: the old token is good for nothing any more.
    tokens: { access: seal('access-0'), rotation: { refresh: seal('refresh-0'), expiresAt: NOW - 60 } },
    leftAt: null,
  });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

/** One replica of the app. Slack takes a refresh token once, as it says. */
function replica(owner: string): Tokens {
  return createTokens({
    installations: store.installations,
    keyring,
    async renew(refreshToken) {
      const isUsed = used.includes(refreshToken);
      used.push(refreshToken);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await meanwhile();
      if (isUsed) throw new Error('invalid_refresh_token');
      const number = used.length;
      return {
        accessToken: `access-${number}`,
        refreshToken: `refresh-${number}`,
        expiresAt: NOW + HALF_A_DAY,
      };
    },
    clock: { now: () => NOW },
    log: createLog('silent'),
    inTurn: createInTurn({ leases: store.leases, owner }),
  });
}
const fifty = (tokens: Tokens) => Array.from({ length: 50 }, () => tokens.of('T1'));

describe('a token that has expired', () => {
  test('is renewed once for 50 events on each of two replicas at the same moment, and all get the new one', async () => {
    const all = await Promise.all([...fifty(replica('one')), ...fifty(replica('other'))]);
    expect(used).toEqual(['refresh-0']);
    expect(new Set(all.map(({ botToken }) => botToken))).toEqual(new Set(['access-1']));
  });

  test('is renewed again after an attempt that failed, for the next who comes', async () => {
    const tokens = replica('one');
    meanwhile = () => Promise.reject(new Error('Slack is down.'));
    const failed = await Promise.allSettled(fifty(tokens));
    expect(failed.every(({ status }) => status === 'rejected')).toBe(true);
    expect(used).toHaveLength(1);
    meanwhile = async () => {};
    used = [];
    expect((await tokens.of('T1')).botToken).toBe('access-1');
  });

  test('does not come back where the app is removed while Slack renews it', async () => {
    meanwhile = async () => {
      const known = await store.installations.get('T1');
      if (known) await store.installations.save({ ...known, tokens: null, leftAt: NOW });
    };
    await expect(replica('one').of('T1')).rejects.toBeInstanceOf(NotInstalledError);
    expect((await store.installations.get('T1'))?.tokens).toBeNull();
  });
});
