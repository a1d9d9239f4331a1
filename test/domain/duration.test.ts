import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, formatDuration, HOUR, MINUTE, parseDuration } from '../../src/domain/duration.ts';

test.each([
  [0, '0s'],
  [30, '30s'],
  [45 * MINUTE, '45m'],
  [HOUR, '1h'],
  [90 * MINUTE, '1h 30m'],
  [2 * DAY + 3 * HOUR, '2d 3h'],
  [42 * MINUTE + 7, '42m 7s'],
])('%d seconds are shown as %s', (duration, text) => {
  expect(formatDuration(duration)).toBe(text);
});

test('what is smaller than the two largest units is cut off, never rounded up to 60m', () => {
  expect(formatDuration(2 * HOUR - 1)).toBe('1h 59m');
  expect(formatDuration(HOUR - 0.2)).toBe('59m 59s');
  expect(formatDuration(DAY + 59 * MINUTE)).toBe('1d');
});

test('a time under an hour is not 0', () => {
  expect(formatDuration(20 * MINUTE)).toBe('20m');
});

test('reads other lists of units, and nothing else', () => {
  expect(parseDuration('1w 2D')).toBe(9 * DAY);
  expect(parseDuration('90m')).toBe(90 * MINUTE);
  expect(parseDuration('1h30m')).toBe(90 * MINUTE);
  for (const text of ['', 'h', '30', '1m 1h', '-5m', '1.5h', '5 minutes'])
    expect(parseDuration(text)).toBeNull();
});

test('reading what was shown loses less than the smaller unit shown', () => {
  fc.assert(
    fc.property(fc.nat({ max: 400 * DAY }), (duration) => {
      const read = parseDuration(formatDuration(duration)) ?? Number.NaN;
      const unit = duration >= DAY ? HOUR : duration >= HOUR ? MINUTE : 1;
      expect(read).toBeLessThanOrEqual(duration);
      expect(duration - read).toBeLessThan(unit);
      expect(formatDuration(read)).toBe(formatDuration(duration));
    }),
  );
});
