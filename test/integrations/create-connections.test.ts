import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiKeyContext } from '../../src/integrations/api-key-context.ts';
import type { ConnectForm } from '../../src/integrations/connections.ts';
import { type ConnectionsOptions, createConnections } from '../../src/integrations/create-connections.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';

const NOW = 1_795_168_800;
const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'U1' };
const BOB = { ...ALICE, userId: 'U2' };

describe('connecting an account', () => {
  let pagerduty: PagerDutySimulator;
  let store: Store;
  let dataDir: string;
  let synced: string[];
  const clock = { now: () => NOW };
  const keyring = createKeyring({ current: randomBytes(32) });

  beforeEach(async () => {
    pagerduty = await startPagerDuty({ incidents: [] });
    dataDir = await mkdtemp(join(tmpdir(), 'sei-connections-'));
    store = await openJsonStore({ dataDir });
    synced = [];
  });
  afterEach(async () => {
    await store.close();
    await pagerduty.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function connections(options: Partial<ConnectionsOptions> = {}) {
    let ids = 0;
    return createConnections({
      store,
      connect: connectPagerDuty({ clock }),
      keyring,
      sync: {
        syncNow: async (workspaceId, integrationId) => {
          synced.push(`${workspaceId}/${integrationId}`);
          return 'started';
        },
      },
      clock,
      newId: () => `i${++ids}`,
      stillPermitted: (_actor, _permission, write) => write(),
      allowedOrigins: [new URL(pagerduty.url).origin],
      egressIps: ['203.0.113.7'],
      lookup: async () => ['8.8.8.8'],
      ...options,
    });
  }
  const form = (changes: Partial<ConnectForm> = {}): ConnectForm => ({
    name: 'Production',
    url: pagerduty.url,
    username: 'Dana@Example.com',
    apiKey: pagerduty.apiKey,
    description: '',
    tags: [],
    titles: 'shown',
    acceptsUserKey: false,
    ...changes,
  });
  const connect = (changes: Partial<ConnectForm> = {}, options: Partial<ConnectionsOptions> = {}) =>
    connections(options).connect(ALICE, form(changes));

  test('stores it with the key sealed, and begins to sync', async () => {
    const outcome = await connect({ name: '  Production   US ', tags: ['core', ' Core ', ''] });
    expect(outcome).toMatchObject({
      kind: 'connected',
      integration: {
        mode: 'cloud',
        name: 'Production US',
        url: pagerduty.url,
        tags: ['Core'],
        apiKeyHint: pagerduty.apiKey.slice(-4),
        apiKeyScope: 'account',
        ownerId: 'U1',
        paused: false,
        createdAt: NOW,
      },
    });
    const [integration] = await store.integrations.list('T1');
    if (integration?.mode !== 'cloud') throw new Error('it is stored');
    expect(JSON.stringify(integration)).not.toContain(pagerduty.apiKey);
    expect(keyring.open(integration.apiKey, apiKeyContext(integration))).toBe(pagerduty.apiKey);
    expect(() => keyring.open(integration.apiKey, apiKeyContext({ workspaceId: 'T2', id: 'i1' }))).toThrow();
    expect(synced).toEqual(['T1/i1']);
  });

  test.each<[string, Partial<ConnectForm>, Record<string, string>]>([
    ['no name', { name: ' ' }, { name: 'Give it a name, e.g. Production.' }],
    ['a long name', { name: 'x'.repeat(61) }, { name: 'At most 60 characters.' }],
    [
      'an address that is not https',
      { url: 'http://api.pagerduty.com' },
      { url: 'Must begin with https://: the key is sent with every request.' },
    ],
    [
      'a private address',
      { url: 'https://10.0.0.7' },
      { url: 'Private address. Tick satellite, or ask the operator to allow it.' },
    ],
    [
      'no e-mail',
      { username: 'dana' },
      { username: 'Not an e-mail address. Use that of the PagerDuty user who created the key.' },
    ],
    ['no key', { apiKey: '' }, { apiKey: 'Paste the API key.' }],
    [
      'a key with its header',
      { apiKey: 'Token token=abc' },
      { apiKey: 'Paste the key alone, without spaces or other words.' },
    ],
    ['a long description', { description: 'x'.repeat(1001) }, { description: 'At most 1000 characters.' }],
    ['a long tag', { tags: ['x'.repeat(41)] }, { tags: 'At most 40 characters a tag.' }],
    [
      'several mistakes at once',
      { name: '', apiKey: '' },
      { name: 'Give it a name, e.g. Production.', apiKey: 'Paste the API key.' },
    ],
  ])('%s is told at its field, before PagerDuty is asked', async (_, changes, problems) => {
    expect(await connections().check('T1', form(changes))).toEqual(problems);
    expect(await connect(changes)).toEqual({ kind: 'refused', problems, acceptable: false });
    expect(pagerduty.requests).toEqual([]);
    expect(await store.integrations.list('T1')).toEqual([]);
  });

  test('a form without mistakes has none', async () => {
    expect(await connections().check('T1', form())).toEqual({});
  });

  test.each<[string, Partial<ConnectForm>, Record<string, string>]>([
    [
      'a wrong key',
      { apiKey: 'wrong' },
      { apiKey: 'PagerDuty refused this key: mistyped, revoked, or the account is in the other region.' },
    ],
    [
      'an unknown user',
      { username: 'nobody@example.com' },
      { username: 'The key works, but no PagerDuty user has this e-mail.' },
    ],
  ])('%s is refused, and nothing is stored', async (_, changes, problems) => {
    expect(await connect(changes)).toEqual({ kind: 'refused', problems, acceptable: false });
    expect(await store.integrations.list('T1')).toEqual([]);
    expect(synced).toEqual([]);
  });

  test('a user’s key is accepted only by somebody who knows what it means', async () => {
    const mine = { apiKey: pagerduty.userKey };
    const sentence =
      'This user key sees only what Dana Okafor may see; numbers may be incomplete. Use an account key, or submit again to accept.';
    expect(await connect(mine)).toEqual({
      kind: 'refused',
      problems: { apiKey: sentence },
      acceptable: true,
    });
    expect(await connect({ ...mine, username: 'nobody@example.com' })).toMatchObject({
      kind: 'refused',
      acceptable: false,
    });
    expect(await connect({ ...mine, acceptsUserKey: true })).toMatchObject({
      kind: 'connected',
      integration: { apiKeyScope: 'user' },
    });
  });

  test('a taken name is refused whatever its case, also when it was taken meanwhile', async () => {
    const sentence = 'Production exists. Choose another name.';
    const both = connections();
    const outcomes = await Promise.all([both.connect(ALICE, form()), both.connect(BOB, form())]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['connected', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ problems: { name: sentence } });
    expect(await connect({ name: 'PRODUCTION' })).toMatchObject({ problems: { name: sentence } });
    expect(await connections().connect({ ...ALICE, workspaceId: 'T2' }, form())).toMatchObject({
      kind: 'connected',
    });
  });

  test('no answer is told with the addresses to allow', async () => {
    pagerduty.faults.next({ kind: 'hang' }, { times: 10 });
    expect(await connect({}, { patience: 0.3 })).toEqual({
      kind: 'refused',
      problems: {
        apiKey:
          'No answer from PagerDuty. Nothing saved; re-enter the key and try again. Address restrictions? Allow 203.0.113.7.',
      },
      acceptable: false,
    });
    pagerduty.faults.next({ kind: 'hang' }, { times: 10 });
    expect(await connect({}, { patience: 0.3, egressIps: [] })).toMatchObject({
      problems: { apiKey: 'No answer from PagerDuty. Nothing saved; re-enter the key and try again.' },
    });
  });

  test('a page of a proxy is a wrong address', async () => {
    pagerduty.faults.next({ kind: 'html' }, { times: 20 });
    expect(await connect()).toMatchObject({
      kind: 'refused',
      problems: { url: 'Something answers there, but not as PagerDuty does. Check the address.' },
    });
  });

  test('a name that leads into the operator’s network gets no key', async () => {
    const asked: string[] = [];
    const lookup = async (hostname: string) => {
      asked.push(hostname);
      return ['10.0.0.7'];
    };
    expect(await connect({ url: 'https://pd.example.org' }, { lookup })).toMatchObject({
      problems: { url: 'Private address. Tick satellite, or ask the operator to allow it.' },
    });
    expect(asked).toEqual(['pd.example.org']);
  });

  test('a resolver that never answers counts as no answer', async () => {
    const lookup = () => new Promise<never>(() => {});
    expect(await connect({ url: 'https://pd.example.org' }, { lookup, patience: 0.1 })).toMatchObject({
      problems: { apiKey: expect.stringContaining('No answer from PagerDuty.') },
    });
  });

  test('somebody who gives up hears nothing more, and nothing is stored', async () => {
    pagerduty.faults.next({ kind: 'hang' }, { times: 10 });
    const given = new AbortController();
    const outcome = connections().connect(ALICE, form(), given.signal);
    setTimeout(() => given.abort(new Error('gave up')), 50);
    await expect(outcome).rejects.toThrow('gave up');
    expect(await store.integrations.list('T1')).toEqual([]);
  });
});
