import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextMonday, storyOf, storySoFar, weekStart } from '../../demo/workspace/story.ts';
import { instantOf } from '../../src/domain/instant.ts';

const moments = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map(instantOf);

test('whenever the curtain rises, nothing of the story lies in the future', () => {
  fc.assert(
    fc.property(moments, (now) => {
      for (const { createdAt, resolvedAt } of storySoFar(now)) {
        expect(Number(createdAt)).toBeLessThan(now);
        expect(Number(resolvedAt)).toBeGreaterThanOrEqual(Number(createdAt));
      }
    }),
  );
});

test('a week that is skipped stays within itself and leaves nothing open', () => {
  fc.assert(
    fc.property(moments, (start) => {
      const end = nextMonday(start);
      for (const { createdAt, acknowledgedAt, resolvedAt } of storyOf({ start, end }, 0)) {
        expect(Number(createdAt)).toBeGreaterThan(start);
        expect(Number(acknowledgedAt)).toBeGreaterThanOrEqual(Number(createdAt));
        expect(Number(resolvedAt)).toBeLessThan(weekStart(end));
      }
    }),
  );
});

test('the week after it is quiet', () => {
  const start = instantOf(new Date('2026-11-30T08:00:30Z'));
  expect(storyOf({ start, end: nextMonday(start) }, 1)).toEqual([]);
});

test('the bad release of the first Monday’s digest is in its week, on whichever day the demo is begun', () => {
  fc.assert(
    fc.property(moments, (now) => {
      const end = nextMonday(now);
      const happened = [...storySoFar(now), ...storyOf({ start: now, end }, 0)];
      const releases = happened.filter(
        ({ title, createdAt }) => title?.includes('after the release') && Number(createdAt) >= weekStart(now),
      );
      expect(releases).not.toEqual([]);
    }),
  );
});

test.each([
  ['a Monday', '2026-11-30T07:00:00Z', '2026-11-26'],
  ['a Thursday', '2026-11-26T21:00:00Z', '2026-11-19'],
  ['a Friday', '2026-11-27T00:30:00Z', '2026-11-26'],
  ['a Sunday', '2026-11-29T21:00:00Z', '2026-11-26'],
])('on %s last Thursday is the last one that is over', (_, now, thursday) => {
  const [first] = storySoFar(instantOf(new Date(now)));
  expect(new Date(Number(first?.createdAt) * 1_000).toISOString().slice(0, 10)).toBe(thursday);
});
