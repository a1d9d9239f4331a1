import { expect, test } from 'vitest';
import { createCollections } from '../../src/collections/create-collections.ts';
import type { Collection } from '../../src/domain/collection.ts';
import type { ProfileAssignments } from '../../src/domain/profile.ts';
import type { Update } from '../../src/store/update.ts';
import { collection } from '../store/records.ts';

const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'alice' };

/** Collections in memory; something happens once after they were read, before anything is written. */
function setUp(start: readonly Collection[], meanwhile: (stored: Map<string, Collection>) => void) {
  const stored = new Map(start.map((each) => [each.id, each]));
  let isOver = false;
  let assignments: ProfileAssignments = {
    workspaceId: 'T1',
    defaultId: 'p1',
    byCollection: { payments: 'p1', cards: 'p2' },
  };
  const update: Update<Collection> = async (_workspaceId, id, changing) => {
    const known = stored.get(id);
    if (known === undefined) return undefined;
    stored.set(id, changing(known));
    return stored.get(id);
  };
  const collections = createCollections({
    store: {
      collections: {
        async list() {
          const all = [...stored.values()];
          if (!isOver) meanwhile(stored);
          isOver = true;
          return all;
        },
        save: async (each) => void stored.set(each.id, each),
        update,
        delete: async (_workspaceId, id) => void stored.delete(id),
      },
      integrations: { list: async () => [] } as never, // nothing else is asked
      profiles: {
        async assign(_workspaceId: string, changing: (known: ProfileAssignments) => ProfileAssignments) {
          const before = assignments;
          assignments = changing(before);
          return before;
        },
      } as never, // as above
      audiences: {
        get: async () => undefined,
        save: async () => {},
        delete: async () => {},
        list: async () => [],
      },
    },
    access: {
      demand: async () => 'admin',
      decide: async () => ({ allowed: true, standing: 'admin' }),
    },
    clock: { now: () => 0 },
    newId: () => 'new',
    incidentsFor: () => Promise.reject(new Error('No incident is asked for.')),
  });
  return { collections, stored, assignments: () => assignments };
}

const ALL = collection({ id: 'all', name: 'All Teams', category: 'Teams' });
const PAYMENTS = collection({ id: 'payments', name: 'Payments', parentId: 'all' });
const CARDS = collection({ id: 'cards', name: 'Cards', parentId: 'payments' });

test('a collection that is deleted while somebody edits it does not come back', async () => {
  const { collections, stored } = setUp([ALL, PAYMENTS], (all) => void all.delete('payments'));
  const outcome = await collections.save(ALICE, {
    ...PAYMENTS,
    name: 'Money',
    place: { kind: 'under', parentId: 'all' },
  });
  expect(outcome).toEqual({ kind: 'gone' });
  expect([...stored.keys()]).toEqual(['all']);
});

test('what stood below a deleted collection moves up; what was moved elsewhere meanwhile stays there', async () => {
  const other = collection({ id: 'other', name: 'Other', parentId: 'payments' });
  const { collections, stored } = setUp(
    [ALL, PAYMENTS, CARDS, other],
    (all) => void all.set('other', { ...other, parentId: 'cards' }),
  );
  await collections.delete(ALICE, 'payments');
  const parents = [...stored.values()].map(({ id, parentId }) => [id, parentId]);
  expect(parents).toEqual([
    ['all', null],
    ['cards', 'all'],
    ['other', 'cards'],
  ]);
});

test('a deleted collection has no profile any more; the others keep theirs', async () => {
  const { collections, assignments } = setUp([ALL, PAYMENTS, CARDS], () => {});
  await collections.delete(ALICE, 'payments');
  expect(assignments()).toMatchObject({ defaultId: 'p1', byCollection: { cards: 'p2' } });
  const before = assignments();
  await collections.delete(ALICE, 'all');
  expect(assignments()).toBe(before);
});
