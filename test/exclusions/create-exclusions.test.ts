import { expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.ts';
import type { ToldEvent } from '../../src/audit/audit.ts';
import { createExclusions } from '../../src/exclusions/create-exclusions.ts';
import { incidents } from '../fixtures/incident.ts';
import { memoryStore, NOW } from '../report/memory-store.ts';

const FIRST = { integrationId: 'production', incidentId: 'Q000001' };

const [ADA, BEN, CEM] = ['ada', 'ben', 'cem'].map((userId) => ({
  workspaceId: 'T1',
  teamId: 'T1',
  userId,
})) as [Actor, Actor, Actor];

function setUp() {
  const store = memoryStore({ accounts: [{ incidents: incidents({}, {}) }] });
  let now = NOW;
  let ids = 0;
  const told: ToldEvent[] = [];
  const exclusions = createExclusions({
    store,
    incidentsFor: async () => store.incidents,
    access: { demand: async () => 'admin', decide: async () => ({ allowed: true, standing: 'admin' }) },
    audit: { record: async (_by, event) => void told.push(event) },
    clock: { now: () => now++ },
    newId: () => `x${++ids}`,
  });
  return { store, exclusions, told };
}

test('an exclusion has a reason, a date and a name, and is listed', async () => {
  const { exclusions } = setUp();
  expect(await exclusions.exclude(ADA, FIRST, '  A drill ')).toMatchObject({ kind: 'done' });
  expect(await exclusions.list(ADA)).toMatchObject([
    { ...FIRST, number: 1, reason: 'A drill', by: 'ada', at: NOW, withdrawn: null },
  ]);
});

test('it can be taken back, and stays on record with who did what', async () => {
  const { store, exclusions } = setUp();
  await exclusions.exclude(ADA, FIRST, 'A drill');
  await exclusions.include(BEN, FIRST);
  expect(await exclusions.list(ADA)).toEqual([]);
  await exclusions.exclude(CEM, FIRST, 'A drill after all');
  expect((await store.exclusions.list('T1')).map(({ by, withdrawn }) => [by, withdrawn?.by])).toEqual([
    ['ada', 'ben'],
    ['cem', undefined],
  ]);
});

test('what two people excluded at the same moment counts again when it is taken back once', async () => {
  const { exclusions } = setUp();
  await Promise.all([ADA, BEN].map((actor) => exclusions.exclude(actor, FIRST, 'A drill')));
  expect(await exclusions.list(ADA)).toHaveLength(2);
  expect(await exclusions.include(CEM, FIRST)).toMatchObject({ kind: 'done' });
  expect(await exclusions.list(ADA)).toEqual([]);
});

test.each([
  ['', 'Say why'],
  [' \n', 'Say why'],
  ['x'.repeat(301), 'Say it in 300 characters: these are 301.'],
])('a reason like %j is refused', async (reason, sentence) => {
  const { exclusions } = setUp();
  expect(await exclusions.exclude(ADA, FIRST, reason)).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining(sentence),
  });
  expect(await exclusions.list(ADA)).toEqual([]);
});

test('nothing is excluded twice, nothing that is not stored, and nothing that counts is included', async () => {
  const { exclusions } = setUp();
  expect(await exclusions.include(ADA, FIRST)).toMatchObject({ kind: 'refused' });
  await exclusions.exclude(ADA, FIRST, 'A drill');
  expect(await exclusions.exclude(ADA, FIRST, 'A drill')).toMatchObject({ kind: 'refused' });
  expect(await exclusions.exclude(ADA, { ...FIRST, incidentId: 'gone' }, 'A drill')).toMatchObject({
    kind: 'refused',
  });
});

test('each change stands in the audit log, and what was refused does not', async () => {
  const { exclusions, told } = setUp();
  await exclusions.exclude(ADA, FIRST, 'A drill');
  await exclusions.exclude(ADA, FIRST, 'Once more');
  await exclusions.include(BEN, FIRST);
  await exclusions.include(BEN, FIRST);
  expect(told.map(({ what, object, after }) => [what, object.name, after])).toEqual([
    ['incident excluded', '#1', { reason: 'A drill' }],
    ['incident included again', '#1', { reason: 'A drill' }],
  ]);
});
