import { expect, test } from 'vitest';
import { nearestNames } from '../../src/domain/nearest-names.ts';

const NAMES = ['checkout', 'checkout-eu', 'pre-checkout', 'ledger', 'payouts', 'payments'];

test('names that begin with the text come first, then those that contain it, then near misses', () => {
  expect(nearestNames('Check', NAMES)).toEqual(['checkout', 'checkout-eu', 'pre-checkout']);
  expect(nearestNames('legder', NAMES)).toEqual(['ledger']);
  expect(nearestNames('payuots', NAMES)[0]).toBe('payouts');
});

test('a text that resembles nothing has none', () => {
  expect(nearestNames('zookeeper', NAMES)).toEqual([]);
});

test('a name within a sentence is found', () => {
  expect(nearestNames('how fast is Checkout?', NAMES)).toEqual(['checkout']);
  expect(nearestNames('ledger, and the payouts', NAMES)).toEqual(['ledger', 'payouts']);
});

test('at most five are named', () => {
  expect(
    nearestNames(
      's',
      Array.from({ length: 9 }, (_, index) => `service-${index}`),
    ),
  ).toHaveLength(5);
});
