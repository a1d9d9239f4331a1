import { expect, test } from 'vitest';
import { versionSkew } from '../../../src/satellite/fleet/version-skew.ts';

test.each([
  ['1.2.3', '1.2.3', 'same'],
  ['v1.2.3', '1.2.3-rc.1', 'same'],
  ['1.2.3', '1.2.4', 'older'],
  ['1.9.9', '1.10.0', 'older'],
  ['2.0.0', '1.10.0', 'newer'],
  ['dev', '1.0.0', 'unknown'],
])('a satellite of version %s is, for an app of %s, %s', (satellite, app, skew) => {
  expect(versionSkew(satellite, app)).toBe(skew);
});
