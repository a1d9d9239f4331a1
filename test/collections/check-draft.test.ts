import { expect, test } from 'vitest';
import { draftProblems, tidiedDraft } from '../../src/collections/check-draft.ts';
import type { CollectionDraft } from '../../src/collections/collections.ts';
import { collection } from './fixture.ts';

const all = [
  collection('teams', { category: 'Teams' }),
  collection('pay', { parentId: 'teams' }),
  collection('ledger', { parentId: 'pay' }),
];

function draft(change: Partial<CollectionDraft> = {}): CollectionDraft {
  return {
    id: null,
    name: 'Search',
    description: '',
    tags: [],
    place: { kind: 'under', parentId: 'teams' },
    integrationIds: null,
    filter: [],
    ...change,
  };
}

test('a good draft has no problem', () => {
  expect(draftProblems(draft(), all)).toEqual({});
});

test.each<[string, Partial<CollectionDraft>, string, string]>([
  ['no name', { name: '' }, 'name', 'Give it a name'],
  ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name', 'At most 100'],
  ['a name that is taken, in other case', { name: 'PAY' }, 'name', 'pay exists'],
  ['a parent that is gone', { place: { kind: 'under', parentId: 'gone' } }, 'place', 'not there any more'],
  ['below itself', { id: 'pay', place: { kind: 'under', parentId: 'ledger' } }, 'place', 'below itself'],
  ['a root that is none', { id: 'pay', place: { kind: 'root' } }, 'place', 'Choose'],
  [
    'a category without a name',
    { place: { kind: 'new category', category: '' } },
    'category',
    'Name the new',
  ],
])('%s', (_, change, field, words) => {
  expect(draftProblems(draft(change), all)).toEqual({ [field]: expect.stringContaining(words) });
});

test('tidied: spaces, tags twice, conditions without a value', () => {
  const tidied = tidiedDraft(
    draft({
      name: '  Search   and find ',
      tags: ['EU', 'eu', ' '],
      filter: [
        { field: 'service', operator: 'equals', values: [' a ', 'a', ''] },
        { field: 'urgency', operator: 'equals', values: [] },
      ],
    }),
  );
  expect(tidied.name).toBe('Search and find');
  expect(tidied.tags).toEqual(['eu']);
  expect(tidied.filter).toEqual([{ field: 'service', operator: 'equals', values: ['a'] }]);
});
