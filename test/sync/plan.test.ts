import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/duration.ts';
import type { SyncState } from '../../src/store/sync-store.ts';
import {
  afterStretch,
  afterWindow,
  backfillOf,
  expectedTotal,
  nextStep,
  nextWindow,
  nightlyDue,
  restOf,
  WINDOW,
} from '../../src/sync/plan.ts';

/** 2026-10-31T12:00:00Z */
const NOW = 1_793_448_000;
const NOTHING: SyncState = { coverage: null, backfill: null, nightlyAt: null };

/** An integration whose backfill of a year began at {@link NOW} and stands so many days back. */
function at(days: number, rest: Partial<SyncState> = {}): SyncState {
  const backfill = backfillOf(NOTHING, NOW, 365);
  return {
    coverage: { coveredFrom: NOW - days * DAY, completeTo: NOW },
    backfill: { ...backfill, stored: 10 * days, finishedAt: days === 365 ? NOW : null },
    nightlyAt: NOW,
    ...rest,
  };
}

describe('what to do next', () => {
  test('nothing stored yet: the backfill, whatever is due', () => {
    expect(nextStep(NOTHING, { now: NOW, due: true, backfillDays: 365 })).toBe('backfill');
  });
  test('an unfinished backfill goes on', () => {
    expect(nextStep(at(30), { now: NOW + HOUR, due: false, backfillDays: 365 })).toBe('backfill');
  });
  test('a run that is due goes before further history', () => {
    expect(nextStep(at(30), { now: NOW + HOUR, due: true, backfillDays: 365 })).toBe('changes');
  });
  test('after a night the due run is the nightly one', () => {
    expect(nextStep(at(365), { now: NOW + DAY, due: true, backfillDays: 365 })).toBe('nightly');
  });
  test('the backfill finished: log entries, then severities where they are wanted, then nothing', () => {
    const next = (state: SyncState) => nextStep(state, { now: NOW + DAY, due: false, backfillDays: 365 });
    const behind = (days: number) => ({ coveredFrom: NOW - days * DAY, completeTo: NOW, finishedAt: null });
    expect(next(at(365))).toBe('enrichment');
    expect(next(at(365, { enrichment: behind(364) }))).toBe('enrichment');
    expect(next(at(365, { enrichment: behind(365) }))).toBe(null);
    expect(next(at(365, { enrichment: behind(365), severities: behind(0) }))).toBe('severities');
    expect(next(at(365, { enrichment: behind(365), severities: behind(365) }))).toBe(null);
  });
  test('a run that is due goes before log entries and severities', () => {
    expect(nextStep(at(365), { now: NOW + HOUR, due: true, backfillDays: 365 })).toBe('changes');
  });
});

test('a night has passed when 03:00 UTC has', () => {
  const midnight = NOW + 12 * HOUR;
  expect(nightlyDue(NOW, midnight + 3 * HOUR - 1)).toBe(false);
  expect(nightlyDue(NOW, midnight + 3 * HOUR)).toBe(true);
  expect(nightlyDue(midnight + 3 * HOUR, midnight + 4 * HOUR)).toBe(false);
  expect(nightlyDue(null, NOW)).toBe(true);
});

describe('the backfill', () => {
  test('one that stored no window begins anew at the present', () => {
    const begun = { ...NOTHING, backfill: backfillOf(NOTHING, NOW - 5 * DAY, 365) };
    expect(backfillOf(begun, NOW, 365)).toMatchObject({ end: NOW, floor: NOW - 365 * DAY, finishedAt: null });
  });
  test('one that retention ended is not deepened again, however far back it was to reach', () => {
    const forgottenBefore = NOW - 90 * DAY;
    const ended = { ...backfillOf(NOTHING, NOW, 90), finishedAt: NOW };
    const state = at(90, {
      backfill: ended,
      forgottenBefore,
      enrichment: { coveredFrom: 0, completeTo: NOW, finishedAt: NOW },
    });
    expect(backfillOf(state, NOW + 30 * DAY, 365)).toBe(ended);
    expect(nextStep(state, { now: NOW + 30 * DAY, due: false, backfillDays: 365 })).toBe(null);
  });
  test('one that stands somewhere is gone on with as it is', () => {
    const state = at(90);
    expect(backfillOf(state, NOW + DAY, 365)).toBe(state.backfill);
  });
  test('a finished one is deepened when the wanted depth grew', () => {
    expect(backfillOf(at(365), NOW + DAY, 730)).toMatchObject({ floor: NOW - 730 * DAY, finishedAt: null });
  });
  test('that comes before what is read behind the main data', () => {
    expect(nextStep(at(365), { now: NOW + HOUR, due: false, backfillDays: 730 })).toBe('backfill');
  });
  test('a smaller depth takes nothing away', () => {
    const state = at(365);
    expect(backfillOf(state, NOW + DAY, 30)).toBe(state.backfill);
  });

  test('windows follow each other from the present to the floor, without gap and without overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3650 }),
        fc.array(fc.nat(500), { maxLength: 130 }),
        (days, found) => {
          let state: SyncState = { ...NOTHING, backfill: backfillOf(NOTHING, NOW, days) };
          let edge = NOW;
          for (let turn = 0; ; turn++) {
            const backfill = state.backfill;
            if (backfill === null) throw new Error('it was begun');
            const window = nextWindow(backfill, state.coverage?.coveredFrom ?? null);
            if (window === null) break;
            expect(window.end).toBe(edge);
            expect(window.end - window.start).toBeGreaterThan(0);
            // The first is what most questions are about; no other is longer than PagerDuty answers.
            expect(window.end - window.start).toBeLessThanOrEqual(turn === 0 ? WINDOW : 180 * DAY);
            edge = window.start;
            state = afterWindow(state, backfill, window, found[turn] ?? 0, NOW + turn);
            expect(state.coverage).toEqual({ coveredFrom: edge, completeTo: NOW });
          }
          expect(edge).toBe(NOW - days * DAY);
          expect(state.backfill?.finishedAt).not.toBe(null);
          expect(state.backfill?.expected).toBe(state.backfill?.stored);
        },
      ),
    );
  });

  test('a window goes on where it was left off, and moves nothing but itself', () => {
    const backfill = backfillOf(NOTHING, NOW, 365);
    const window = nextWindow(backfill, null);
    if (window === null) throw new Error('there is one');
    const state = afterStretch({ ...NOTHING, backfill }, backfill, { readTo: NOW - 3 * DAY, read: 10_000 });
    expect(state).toMatchObject({ coverage: null, backfill: { stored: 10_000, readTo: NOW - 3 * DAY } });
    expect(restOf(window, state.backfill)).toEqual({ start: NOW - 30 * DAY, end: NOW - 3 * DAY });
    expect(backfillOf(state, NOW + DAY, 365)).toBe(state.backfill);
    const after = afterWindow(state, state.backfill, window, 5, NOW);
    const next = nextWindow(after.backfill, after.coverage?.coveredFrom ?? null);
    expect(next && restOf(next, after.backfill)).toEqual({ start: NOW - 90 * DAY, end: NOW - 30 * DAY });
  });

  test('a window moves only the old end: what regular runs did to the new one stays', () => {
    const state = at(30, { coverage: { coveredFrom: NOW - 30 * DAY, completeTo: NOW + HOUR } });
    const backfill = backfillOf(state, NOW, 365);
    const after = afterWindow(state, backfill, { start: NOW - 60 * DAY, end: NOW - 30 * DAY }, 7, NOW);
    expect(after.coverage).toEqual({ coveredFrom: NOW - 60 * DAY, completeTo: NOW + HOUR });
  });

  test('what is not asked for yet is expected to be as busy as what is known', () => {
    const backfill = backfillOf(NOTHING, NOW, 300);
    expect(expectedTotal(backfill, NOW - 30 * DAY, 100)).toBe(1000);
    expect(expectedTotal(backfill, NOW - 300 * DAY, 820)).toBe(820);
    expect(expectedTotal(backfill, NOW, 0)).toBe(null);
  });
});
