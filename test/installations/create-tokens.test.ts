import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../src/domain/log.ts';
import { createTokens, type TokensOptions } from '../../src/installations/create-tokens.ts';
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
function replica(owner: string, options: Partial<TokensOptions> = {}): Tokens {
  return createTokens({
    installations: store.installations,
    keyring,
    async renew(refreshToken) {
      const isUsed = used.includes(refreshToken);
      used.push(refreshToken);
      await setTimeout(5);
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
    ...options,
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

  test('is not lost where its key is changed while Slack renews it', async () => {
    meanwhile = async () => {
      const known = await store.installations.get('T1');
      if (!known?.tokens?.rotation) throw new Error('It is installed.');
      const { access, rotation } = known.tokens;
      await store.installations.rotate('T1', access, {
        access: keyring.reseal(access, tokenContext('T1')),
        rotation: { ...rotation, refresh: keyring.reseal(rotation.refresh, tokenContext('T1')) },
      });
    };
    expect((await replica('one').of('T1')).botToken).toBe('access-1');
    expect((await replica('other').of('T1')).botToken).toBe('access-1');
    expect(used).toEqual(['refresh-0']);
  });
});

describe('a renewed token that the store does not take', () => {
  let isFull: boolean;
  let lines: string[];
  const log = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      (facts: object, text: string) =>
        lines.push(`${level} ${text} ${JSON.stringify(facts)} ${errorIn(facts)}`),
    ]),
  ) as unknown as Log; // what is called of it
  const errorIn = (facts: object) => ('error' in facts ? String(facts.error) : '');
  const full = () => Promise.reject(new Error('The disk is full.'));
  const onFullDisk = (attempts: readonly number[]) =>
    replica('one', {
      installations: {
        get: store.installations.get,
        rotate: (...given) => (isFull ? full() : store.installations.rotate(...given)),
      },
      log,
      attempts,
    });
  const stored = async () => {
    const tokens = (await store.installations.get('T1'))?.tokens;
    return tokens ? keyring.open(tokens.access, tokenContext('T1')) : null;
  };
  const until = (condition: () => boolean | Promise<boolean>) =>
    expect.poll(condition, { timeout: 2_000, interval: 5 }).toBe(true);
  beforeEach(() => {
    isFull = true;
    lines = [];
  });

  test('is used from memory by all who ask, and Slack is not asked again', async () => {
    const tokens = onFullDisk([10_000]);
    const all = await Promise.all(fifty(tokens));
    expect(new Set(all.map(({ botToken }) => botToken))).toEqual(new Set(['access-1']));
    expect((await tokens.of('T1')).botToken).toBe('access-1');
    expect(used).toEqual(['refresh-0']);
    expect(await stored()).toBe('access-0');
  });

  test('is stored as soon as the store takes it, and said so without a secret', async () => {
    const tokens = onFullDisk([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    await tokens.of('T1');
    isFull = false;
    await until(async () => (await stored()) === 'access-1');
    await until(() => lines.length === 2);
    expect(lines).toEqual([
      'warn A renewed Slack token could not be stored yet. {"workspaceId":"T1","error":{}} Error: The disk is full.',
      'info The renewed Slack token is stored now. {"workspaceId":"T1"} ',
    ]);
    expect((await replica('after a restart').of('T1')).botToken).toBe('access-1');
    expect(used).toEqual(['refresh-0']);
  });

  test('is tried a limited number of times, and then called lost with the process', async () => {
    const tokens = onFullDisk([1, 1, 1]);
    await tokens.of('T1');
    await until(() => lines.length === 2);
    expect(lines[1]).toContain('error A renewed Slack token is in memory alone');
    expect((await tokens.of('T1')).botToken).toBe('access-1');
  });

  test('gets a last chance when the app stops', async () => {
    const tokens = onFullDisk([10_000]);
    await tokens.of('T1');
    await tokens.settle();
    expect(lines.at(-1)).toContain('error A renewed Slack token is in memory alone');
    isFull = false;
    await tokens.settle();
    expect(await stored()).toBe('access-1');
  });

  test('gives way where the app is installed again meanwhile', async () => {
    const tokens = onFullDisk([10_000]);
    await tokens.of('T1');
    const known = await store.installations.get('T1');
    if (!known) throw new Error('It is installed.');
    const seal = (secret: string) => keyring.seal(secret, tokenContext('T1'));
    const rotation = { refresh: seal('refresh-new'), expiresAt: NOW + HALF_A_DAY };
    await store.installations.save({ ...known, tokens: { access: seal('access-new'), rotation } });
    expect((await tokens.of('T1')).botToken).toBe('access-new');
  });

  test('does not come back where the app is removed meanwhile', async () => {
    const tokens = onFullDisk([5, 5, 5]);
    await tokens.of('T1');
    const known = await store.installations.get('T1');
    if (!known) throw new Error('It is installed.');
    await store.installations.save({ ...known, tokens: null, leftAt: NOW });
    isFull = false;
    await expect(tokens.of('T1')).rejects.toBeInstanceOf(NotInstalledError);
    await setTimeout(50);
    expect(lines).toHaveLength(1);
    expect(await stored()).toBeNull();
  });
});
