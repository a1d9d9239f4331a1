import { expect, test } from 'vitest';
import { collectionTree, pathText, withDescendants } from '../../src/collections/collection-tree.ts';
import { collection } from './fixture.ts';

const all = [
  collection('ledger', { parentId: 'pay' }),
  collection('pay', { parentId: 'teams' }),
  collection('sprint', { parentId: 'sprints' }),
  collection('teams', { category: 'Teams' }),
  collection('sprints', { category: 'Sprints' }),
  collection('a team', { parentId: 'teams' }),
];

test('categories in order, each collection below its parent, siblings by name', () => {
  expect(collectionTree(all).map(pathText)).toEqual([
    'Sprints › sprints',
    'Sprints › sprints › sprint',
    'Teams › teams',
    'Teams › teams › a team',
    'Teams › teams › pay',
    'Teams › teams › pay › ledger',
  ]);
});

test('what hangs in a circle or on nothing stays within reach', () => {
  const broken = [
    collection('one', { parentId: 'two' }),
    collection('two', { parentId: 'one' }),
    collection('orphan', { parentId: 'gone' }),
  ];
  expect(collectionTree(broken).map(({ collection: { id } }) => id)).toEqual(['orphan', 'one', 'two']);
});

test('everything below a collection, and itself', () => {
  expect([...withDescendants('teams', all)].sort()).toEqual(['a team', 'ledger', 'pay', 'teams']);
});
