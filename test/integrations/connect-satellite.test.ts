import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectSatellite } from '../../src/integrations/connect-satellite.ts';
import type { SatelliteForm } from '../../src/integrations/connections.ts';
import { deleteIntegration } from '../../src/integrations/delete-integration.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { integration } from '../store/records.ts';
import { enrolment, satellite } from '../store/satellite-records.ts';

const NOW = 1_795_168_800;

let store: Store;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-connect-'));
  store = await openJsonStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

let ids = 0;
const connect = (changes: Partial<SatelliteForm> = {}) =>
  connectSatellite(
    {
      integrations: store.integrations,
      clock: { now: () => NOW },
      newId: () => `i${++ids}`,
      stillPermitted: (_actor, _permission, write) => write(),
    },
    { workspaceId: 'T1', teamId: 'T1', userId: 'U1' },
    {
      name: 'Plant',
      url: 'https://pagerduty.corp.example',
      username: 'dana@example.com',
      description: '',
      tags: [],
      titles: 'shown',
      ...changes,
    },
  );

test('an account waits for its satellite, with no field that could hold a key', async () => {
  const outcome = await connect({ name: '  Plant  ', tags: ['eu', 'EU'] });
  if (outcome.kind !== 'connected') throw new Error('it is connected');
  expect(outcome.integration).toEqual({
    mode: 'satellite',
    workspaceId: 'T1',
    id: outcome.integration.id,
    name: 'Plant',
    url: 'https://pagerduty.corp.example',
    username: 'dana@example.com',
    description: '',
    tags: ['EU'],
    titles: 'shown',
    paused: false,
    createdAt: NOW,
    ownerId: 'U1',
    progressMessage: null,
  });
  expect(await store.integrations.list('T1')).toEqual([outcome.integration]);
});

test('a key that comes along all the same is stored nowhere', async () => {
  const smuggled = { apiKey: 'u+SECRET' };
  const outcome = await connect(smuggled as Partial<SatelliteForm>); // what the types do not allow
  expect(outcome.kind).toBe('connected');
  expect(JSON.stringify(await store.integrations.all())).not.toContain('SECRET');
});

test.each([
  'http://10.0.0.7:8080/pagerduty',
  'https://localhost',
  'https://pagerduty.internal/api/',
  'https://api.pagerduty.com',
])('its address may lead anywhere, since nobody here goes there: %s', async (url) => {
  const outcome = await connect({ url });
  if (outcome.kind !== 'connected') throw new Error('it is connected');
  expect(outcome.integration.url).toBe(url.replace(/\/$/, ''));
});

test.each([
  [{ url: 'pagerduty' }, 'url'],
  [{ url: 'ftp://10.0.0.7' }, 'url'],
  [{ url: 'https://user:word@10.0.0.7' }, 'url'],
  [{ url: 'https://acme.pagerduty.com' }, 'url'],
  [{ username: 'dana' }, 'username'],
  [{ name: '' }, 'name'],
])('%j is a mistake at its field', async (changes, field) => {
  const outcome = await connect(changes);
  if (outcome.kind !== 'refused') throw new Error('it is refused');
  expect(Object.keys(outcome.problems)).toEqual([field]);
});

test('an account that is connected already would count twice', async () => {
  await store.integrations.save(integration({ name: 'Cloud', username: 'Dana@example.com' }));
  const outcome = await connect({ url: 'https://api.pagerduty.com' });
  expect(outcome).toMatchObject({
    kind: 'refused',
    problems: { username: expect.stringContaining('Cloud') },
  });
  await connect();
  expect(await connect({ name: 'Another' })).toMatchObject({
    problems: { username: expect.stringContaining('/sei-pagerduty satellite Plant') },
  });
  expect(await connect({ name: 'plant', username: 'else@example.com' })).toMatchObject({
    problems: { name: expect.stringContaining('exists') },
  });
});

test('with an account goes what belongs to its satellites', async () => {
  const outcome = await connect();
  if (outcome.kind !== 'connected') throw new Error('it is connected');
  const { id } = outcome.integration;
  await store.satellites.save(satellite({ integrationIds: [id] }));
  await store.satellites.saveEnrolment(enrolment({ integrationIds: [id] }));
  await deleteIntegration({ store, sync: { halt: async () => {} } }, outcome.integration);
  expect(await store.satellites.list('T1')).toEqual([]);
  expect(await store.satellites.enrolments('T1')).toEqual([]);
});
