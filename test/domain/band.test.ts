import { expect, test } from 'vitest';
import { bandOf } from '../../src/domain/band.ts';
import { DAY, HOUR, WEEK } from '../../src/domain/duration.ts';

test.each([
  [0, 'Elite'],
  [HOUR - 1, 'Elite'],
  [HOUR, 'High'],
  [DAY - 1, 'High'],
  [DAY, 'Medium'],
  [WEEK - 1, 'Medium'],
  [WEEK, 'Low'],
])('a mean of %d seconds is %s', (mean, band) => {
  expect(bandOf(mean)).toBe(band);
});
