import { expect, test } from 'vitest';
import { healthText } from '../../../src/slack/integrations/health-text.ts';

test('one run is told as one: there is no "every" to speak of', () => {
  expect(healthText('HEALTHY', 1)).toBe('HEALTHY (1 run so far, it succeeded)');
  expect(healthText('CRITICAL', 1)).toBe('CRITICAL (1 run so far, it failed)');
});

test('of several runs all are meant', () => {
  expect(healthText('HEALTHY', 2)).toBe('HEALTHY (every run of the last 7 days succeeded)');
});
