import { expect, test } from 'vitest';
import { createExclusions } from '../../src/exclusions/create-exclusions.ts';
import type { DecideExclusion } from '../../src/exclusions/exclusions.ts';
import { incidents } from '../fixtures/incident.ts';
import { memoryStore, NOW } from '../report/memory-store.ts';

const FIRST = { integrationId: 'production', incidentId: 'Q000001' };

function setUp(decide: DecideExclusion = async () => ({ allowed: true })) {
  const store = memoryStore({ accounts: [{ incidents: incidents({}, {}) }] });
  let now = NOW;
  let ids = 0;
  const exclusions = createExclusions({
    store,
    clock: { now: () => now++ },
    newId: () => `x${++ids}`,
    decide,
  });
  return { store, exclusions };
}

test('an exclusion has a reason, a date and a name, and is listed', async () => {
  const { exclusions } = setUp();
  expect(await exclusions.exclude('T1', FIRST, '  A drill ', 'U1')).toMatchObject({ kind: 'done' });
  expect(await exclusions.list('T1')).toMatchObject([
    { ...FIRST, number: 1, reason: 'A drill', by: 'U1', at: NOW, withdrawn: null },
  ]);
});

test('it can be taken back, and stays on record with who did what', async () => {
  const { store, exclusions } = setUp();
  await exclusions.exclude('T1', FIRST, 'A drill', 'U1');
  await exclusions.include('T1', FIRST, 'U2');
  expect(await exclusions.list('T1')).toEqual([]);
  await exclusions.exclude('T1', FIRST, 'A drill after all', 'U3');
  expect((await store.exclusions.list('T1')).map(({ by, withdrawn }) => [by, withdrawn?.by])).toEqual([
    ['U1', 'U2'],
    ['U3', undefined],
  ]);
});

test('what two people excluded at the same moment counts again when it is taken back once', async () => {
  const { exclusions } = setUp();
  await Promise.all(['U1', 'U2'].map((by) => exclusions.exclude('T1', FIRST, 'A drill', by)));
  expect(await exclusions.list('T1')).toHaveLength(2);
  expect(await exclusions.include('T1', FIRST, 'U3')).toMatchObject({ kind: 'done' });
  expect(await exclusions.list('T1')).toEqual([]);
});

test.each([
  ['', 'Say why'],
  [' \n', 'Say why'],
  ['x'.repeat(301), 'Say it in 300 characters: these are 301.'],
])('a reason like %j is refused', async (reason, sentence) => {
  const { exclusions } = setUp();
  expect(await exclusions.exclude('T1', FIRST, reason, 'U1')).toMatchObject({
    kind: 'refused',
    sentence: expect.stringContaining(sentence),
  });
  expect(await exclusions.list('T1')).toEqual([]);
});

test('nothing is excluded twice, nothing that is not stored, and nothing that counts is included', async () => {
  const { exclusions } = setUp();
  expect(await exclusions.include('T1', FIRST, 'U1')).toMatchObject({ kind: 'refused' });
  await exclusions.exclude('T1', FIRST, 'A drill', 'U1');
  expect(await exclusions.exclude('T1', FIRST, 'A drill', 'U1')).toMatchObject({ kind: 'refused' });
  expect(await exclusions.exclude('T1', { ...FIRST, incidentId: 'gone' }, 'A drill', 'U1')).toMatchObject({
    kind: 'refused',
  });
});

test('who may not, changes nothing, and hears why', async () => {
  const { exclusions } = setUp(async (_, userId) =>
    userId === 'UADMIN' ? { allowed: true } : { allowed: false, sentence: 'Ask a Collection Admin.' },
  );
  const refusal = { kind: 'refused', sentence: 'Ask a Collection Admin.' };
  expect(await exclusions.exclude('T1', FIRST, 'A drill', 'U1')).toEqual(refusal);
  await exclusions.exclude('T1', FIRST, 'A drill', 'UADMIN');
  expect(await exclusions.include('T1', FIRST, 'U1')).toEqual(refusal);
  expect(await exclusions.list('T1')).toHaveLength(1);
});
