import { expect, test } from 'vitest';
import type { ToldEvent } from '../../src/audit/audit.ts';
import { createAskedProfiles } from '../../src/profiles/asked-profiles.ts';
import { createProfiles } from '../../src/profiles/create-profiles.ts';
import { memoryStore, NOW } from '../report/memory-store.ts';

const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'alice' };
const FORM = { integrationIds: null, filter: [], track: 'resolved' } as const;

test('the audit log says which profile held before, and which holds now', async () => {
  const told: ToldEvent[] = [];
  let ids = 0;
  const profiles = createProfiles({
    store: memoryStore({ accounts: [{}] }),
    clock: { now: () => NOW },
    newId: () => `p${++ids}`,
  });
  const asked = createAskedProfiles({
    profiles,
    profilesFor: async () => profiles,
    access: { demand: async () => 'admin' },
    audit: { record: async (_by, event) => void told.push(event) },
  });
  await asked.save(ALICE, null, { ...FORM, name: 'Customers' });
  await asked.save(ALICE, null, { ...FORM, name: 'Everything' });
  const place = { kind: 'collection', collectionId: 'payments' } as const;
  await asked.assign(ALICE, 'p1', place);
  await asked.assign(ALICE, 'p2', place);
  await asked.assign(ALICE, null, place);
  const assigned = told.filter(({ what }) => what === 'profile assigned');
  expect(assigned.map(({ before, after }) => [before?.profile, after?.profile, after?.place])).toEqual([
    ['none', 'Customers', 'payments'],
    ['Customers', 'Everything', 'payments'],
    ['Everything', 'none', 'payments'],
  ]);
});
