import { expect, test } from 'vitest';
import { nearestNames } from '../../src/integrations/nearest-names.ts';

const NAMES = ['Production', 'Production EU', 'Staging', 'Sandbox'];

test('a slip of the pen finds the name', () => {
  expect(nearestNames('prodcution', NAMES)).toEqual(['Production']);
});
test('a part finds all that contain it, the closest first', () => {
  expect(nearestNames('prod', NAMES)).toEqual(['Production', 'Production EU']);
});
test('something else finds nothing', () => {
  expect(nearestNames('warehouse', NAMES)).toEqual([]);
});
