import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeParameter, wireTime } from '../../src/pagerduty/wire-time.ts';

test('an instant survives the way to PagerDuty and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (instant) => {
      expect(wireTime(timeParameter(instant))).toBe(instant);
    }),
  );
});

test('anything else is no time, and nothing throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(wireTime(value)).toBeNull();
    }),
  );
  for (const text of [
    '',
    'soon',
    '2026-11-23',
    '2026-13-40T00:00:00Z',
    '1950-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
  ]) {
    expect(wireTime(text), text).toBeNull();
  }
});

test('offsets are honoured, fractions are cut off, a missing zone is UTC', () => {
  const nine = Date.parse('2026-11-23T09:00:00Z') / 1000;
  for (const text of [
    '2026-11-23T10:00:00+01:00',
    '2026-11-23T09:00:00.999Z',
    '2026-11-23T09:00:00',
    '2026-11-23 09:00:00',
    '2026-11-22T23:00:00-1000',
  ]) {
    expect(wireTime(text), text).toBe(nine);
  }
});
