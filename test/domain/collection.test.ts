import { expect, test } from 'vitest';
import { CollectionTreeError, scopeOf } from '../../src/domain/collection.ts';
import type { Filter } from '../../src/domain/filter.ts';
import { collection } from '../collections/fixture.ts';

const HIGH: Filter = [{ field: 'urgency', operator: 'equals', values: ['high'] }];
const CHECKOUT: Filter = [{ field: 'service', operator: 'equals', values: ['checkout'] }];

test('a child is narrowed by all its ancestors', () => {
  const root = collection('All', { integrationIds: ['us', 'eu', 'jp'] });
  const team = collection('Payments', { parentId: 'All', integrationIds: ['eu', 'jp', 'cn'], filter: HIGH });
  const leaf = collection('Checkout', { parentId: 'Payments', filter: CHECKOUT });
  const scope = scopeOf(leaf, [leaf, team, root]);
  expect(scope.path.map(({ name }) => name)).toEqual(['All', 'Payments', 'Checkout']);
  expect(scope.integrationIds).toEqual(['eu', 'jp']);
  expect(scope.filter).toEqual([...HIGH, ...CHECKOUT]);
});

test('without any restriction it is all of the workspace; with contrary ones nothing', () => {
  const root = collection('All');
  expect(scopeOf(root, [root]).integrationIds).toBeNull();
  const us = collection('US', { integrationIds: ['us'] });
  const eu = collection('EU', { parentId: 'US', integrationIds: ['eu'] });
  expect(scopeOf(eu, [us, eu]).integrationIds).toEqual([]);
});

test('a cycle and a parent that is gone are refused: they would show more than was meant', () => {
  const one = collection('One', { parentId: 'Two' });
  const two = collection('Two', { parentId: 'One' });
  expect(() => scopeOf(one, [one, two])).toThrow(CollectionTreeError);
  expect(() => scopeOf(one, [one])).toThrow('The parent of the collection “One” no longer exists.');
});
