import { describe, expect, test } from 'vitest';
import { storedProgress, timeLeft } from '../../src/sync/progress.ts';

describe('time left', () => {
  test('goes by the pace of this run, not by what earlier ones stored', () => {
    expect(timeLeft({ stored: 600, expected: 1000 }, { read: 100, seconds: 5 })).toBe(20);
  });
  test('is not negative when more came than was expected', () => {
    expect(timeLeft({ stored: 1200, expected: 1000 }, { read: 100, seconds: 5 })).toBe(0);
  });
  test.each([
    ['no total', { stored: 5, expected: null }, { read: 5, seconds: 5 }],
    ['nothing read', { stored: 0, expected: 10 }, { read: 0, seconds: 5 }],
    ['no time gone', { stored: 5, expected: 10 }, { read: 5, seconds: 0 }],
  ])('is not guessed with %s', (_, progress, pace) => {
    expect(timeLeft(progress, pace)).toBe(null);
  });
});

test('a finished backfill has no progress', () => {
  const backfill = { floor: 0, end: 100, startedAt: 100, expected: 7, stored: 7, finishedAt: 101 };
  const state = { coverage: { coveredFrom: 0, completeTo: 100 }, backfill, nightlyAt: null };
  expect(storedProgress(state)).toBe(null);
  expect(storedProgress({ ...state, backfill: { ...backfill, finishedAt: null } })).toEqual({
    stored: 7,
    expected: 7,
    floor: 0,
    coveredFrom: 0,
    timeLeft: null,
  });
});
