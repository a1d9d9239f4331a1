import { expect, test } from 'vitest';
import type { Directory, Service } from '../../src/domain/directory.ts';
import { withTombstones } from '../../src/sync/tombstones.ts';

const EMPTY: Directory = { services: [], users: [], teams: [], priorities: [], missing: [] };
const service = (id: string, name: string, deletedAt: number | null = null): Service => ({
  id,
  name,
  status: 'active',
  autoResolveTimeout: null,
  deletedAt,
});
const priority = { id: 'PR1', name: 'P1', rank: 0, deletedAt: null };

test('a deleted service keeps its last name and the moment it was first missed', () => {
  const known = { ...EMPTY, services: [service('S1', 'checkout'), service('S2', 'ledger')] };
  const once = withTombstones(known, { ...EMPTY, services: [service('S1', 'till')] }, 100);
  const twice = withTombstones(once, { ...EMPTY, services: [service('S1', 'till')] }, 200);
  expect(twice.services).toEqual([service('S1', 'till'), service('S2', 'ledger', 100)]);
});

test('one that comes back is alive again', () => {
  const known = { ...EMPTY, services: [service('S1', 'checkout', 100)] };
  const read = { ...EMPTY, services: [service('S1', 'checkout')] };
  expect(withTombstones(known, read, 200).services).toEqual([service('S1', 'checkout')]);
});

test('a plan that no longer has priorities deletes none', () => {
  const known = { ...EMPTY, priorities: [priority] };
  const read: Directory = { ...EMPTY, missing: ['priorities'] };
  expect(withTombstones(known, read, 100)).toEqual({ ...known, missing: ['priorities'] });
});
