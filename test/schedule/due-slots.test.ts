import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DigestSchedule } from '../../src/domain/digest.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import { dueSlots } from '../../src/schedule/due-slots.ts';
import { graceOf } from '../../src/schedule/grace-of.ts';
import { nextSlot } from '../../src/schedule/next-slot.ts';
import { instant } from '../fixtures/incident.ts';
import { hasSlot, readClocks, type WallReading } from './wall-calendar.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Chisinau',
  'America/New_York',
  'America/St_Johns',
  'America/Los_Angeles',
  'America/Havana',
  'America/Santiago',
  'America/Asuncion',
  'America/Nuuk',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Chatham',
];
const EVERY = ['week', 'two weeks', 'month'] as const;

function schedule(changes: Partial<DigestSchedule> = {}): DigestSchedule {
  return { every: 'week', weekday: 1, hour: 9, zone: 'Europe/Berlin', anchor: '2026-10-26', ...changes };
}

describe('a year of hourly ticks fires what an independent calendar has', () => {
  const from = instant('2027-12-20T00:00:00Z');
  // 2028 is a leap year and has a Tuesday, the 29th of February.
  const to = instant('2029-01-10T00:00:00Z');

  test.each(ZONES.map((zone, index) => [zone, index] as const))('%s', (zone, index) => {
    const quarters = ['Asia/Kathmandu', 'Australia/Eucla', 'Pacific/Chatham'].includes(zone);
    const clocks = readClocks(zone, from, to, (quarters ? 15 : 30) * MINUTE);
    // All weekdays come up.
    const due = schedule({
      every: EVERY[index % 3] ?? 'week',
      weekday: ((index * 3 + 6) % 7) + 1,
      hour: [0, 1, 2, 3, 9, 23][index % 6] ?? 0,
      zone,
      anchor: '2027-12-22',
    });
    // The day on which the readings begin is not whole.
    const span = { start: from + 2 * DAY, end: to };
    expect(fired(due, span)).toEqual(onTheWall(due, clocks, span));
    expect(fired(due, span).length).toBeGreaterThanOrEqual(12);
  });

  test('also at the hours that clocks skip or show twice, on the very days', () => {
    let met = 0;
    for (const zone of ZONES) {
      const clocks = readClocks(zone, from, to, 15 * MINUTE);
      for (const { at, date, hours } of changesOf(clocks)) {
        for (const hour of hours) {
          const due = schedule({ weekday: new Date(`${date}T00:00:00Z`).getUTCDay() || 7, hour, zone });
          const span = { start: at - 10 * DAY, end: at + 10 * DAY };
          expect(fired(due, span), `${zone}, ${date} at ${hour}`).toEqual(onTheWall(due, clocks, span));
          met += 1;
        }
      }
    }
    expect(met).toBeGreaterThan(50);
  });
});

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What hourly ticks fire. */
function fired(due: DigestSchedule, { start, end }: Span): number[] {
  const slots: number[] = [];
  let lastDone = start - 1;
  for (let tick = start; tick < end + HOUR; tick += HOUR) {
    for (const slot of dueSlots(due, lastDone, tick, graceOf(due))) {
      expect(tick - slot).toBeLessThan(HOUR);
      if (slot < end) slots.push(slot);
      lastDone = slot;
    }
  }
  return slots;
}

/** The moments at which a clock on the wall first shows the hour, or what follows where it skips it. */
function onTheWall(due: DigestSchedule, clocks: readonly WallReading[], { start, end }: Span): number[] {
  const moments: number[] = [];
  let last = '';
  for (const { instant: at, date, minutes } of clocks) {
    if (date === last || minutes < due.hour * 60 || !hasSlot(due, date)) continue;
    last = date;
    if (at >= start && at < end) moments.push(at);
  }
  return moments;
}

/** When the clocks of a zone change, with the hours that they skip or show twice. */
function changesOf(clocks: readonly WallReading[]): { at: number; date: string; hours: number[] }[] {
  return clocks.flatMap((reading, index) => {
    const before = clocks[index - 1];
    if (before === undefined) return [];
    const passed = (reading.minutes - before.minutes + 24 * 60) % (24 * 60);
    if (passed === (reading.instant - before.instant) / MINUTE) return [];
    const { instant: at, date, minutes } = reading;
    const hours = [Math.floor(minutes / 60), Math.floor((before.minutes + 15) / 60) % 24];
    return [{ at, date, hours: [...new Set(hours)] }];
  });
}

describe('clock changes', () => {
  test('an hour that does not exist fires at the change, once', () => {
    const sunday = schedule({ weekday: 7, hour: 2 });
    const change = instant('2027-03-28T01:00:00Z');
    expect(nextSlot(sunday, change - DAY)).toBe(change);
    expect(dueSlots(sunday, change - DAY, change - 1, 72 * HOUR)).toEqual([]);
    expect(dueSlots(sunday, change - DAY, change, 72 * HOUR)).toEqual([change]);
    expect(dueSlots(sunday, change, change + HOUR, 72 * HOUR)).toEqual([]);
  });

  test('an hour that comes twice fires the first time alone', () => {
    const sunday = schedule({ weekday: 7, hour: 2 });
    const first = instant('2026-10-25T00:00:00Z');
    expect(nextSlot(sunday, first - DAY)).toBe(first);
    expect(nextSlot(sunday, first)).toBe(instant('2026-11-01T01:00:00Z'));
    expect(dueSlots(sunday, first, first + HOUR, 72 * HOUR)).toEqual([]);
  });

  test('a day that a zone left out fires with the next', () => {
    // Samoa had no 30 December 2011, a Friday.
    const friday = schedule({ weekday: 5, hour: 9, zone: 'Pacific/Apia' });
    expect(nextSlot(friday, instant('2011-12-29T20:00:00Z'))).toBe(instant('2011-12-30T10:00:00Z'));
  });
});

describe('what was missed', () => {
  const slot = instant('2026-11-23T08:00:00Z');

  test('is made up for once, within its grace', () => {
    expect(dueSlots(schedule(), slot - WEEK, slot + 72 * HOUR, graceOf(schedule()))).toEqual([slot]);
    expect(dueSlots(schedule(), slot, slot + 72 * HOUR, graceOf(schedule()))).toEqual([]);
    expect(dueSlots(schedule(), slot - WEEK, slot + 72 * HOUR + 1, graceOf(schedule()))).toEqual([]);
  });

  test('is one slot, however long the outage was', () => {
    expect(dueSlots(schedule(), slot - 20 * WEEK, slot + HOUR, graceOf(schedule()))).toEqual([slot]);
    expect(dueSlots(schedule(), null, slot + HOUR, graceOf(schedule()))).toEqual([slot]);
  });

  test('is not wanted before the digest was active', () => {
    expect(dueSlots(schedule(), slot + HOUR, slot + 2 * HOUR, graceOf(schedule()))).toEqual([]);
    expect(dueSlots(schedule(), slot, slot, graceOf(schedule()))).toEqual([]);
  });

  test('is still found where a clock was in the future and came back', () => {
    expect(dueSlots(schedule(), slot + 500 * WEEK, slot + HOUR, graceOf(schedule()))).toEqual([slot]);
  });

  test.each(EVERY)('within a grace shorter than the way to the next slot: %s', (every) => {
    const due = schedule({ every });
    const first = nextSlot(due, slot);
    expect(graceOf(due)).toBeLessThan(nextSlot(due, first) - first);
  });
});

test('two weeks keep their beat over years of 52 and 53 weeks', () => {
  const due = schedule({ every: 'two weeks', zone: 'UTC' });
  let at = instant('2026-10-26T09:00:00Z');
  for (let count = 0; count < 150; count++) {
    const next = nextSlot(due, at);
    expect(next - at).toBe(2 * WEEK);
    at = next;
  }
});

test('a slot on the 29th of February comes where there is one', () => {
  const tuesday = schedule({ weekday: 2, zone: 'UTC' });
  expect(nextSlot(tuesday, instant('2028-02-28T00:00:00Z'))).toBe(instant('2028-02-29T09:00:00Z'));
});

test('whatever the ticks and the jumps of the clock, each slot fires once at most, none early, in its hour', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(...EVERY),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 23 }),
      fc.array(fc.integer({ min: -5 * DAY, max: 20 * DAY }), { minLength: 5, maxLength: 40 }),
      (zone, every, weekday, hour, jumps) => {
        const due = schedule({ zone, every, weekday, hour });
        const fired = new Set<number>();
        const began = instant('2026-01-01T00:00:00Z');
        let now = began;
        let lastDone = began;
        for (const jump of jumps) {
          now = Math.max(began, now + jump);
          for (const slot of dueSlots(due, lastDone, now, graceOf(due))) {
            expect(slot).toBeLessThanOrEqual(now);
            expect(now - slot).toBeLessThanOrEqual(graceOf(due));
            // The ledger refuses what is over.
            if (slot <= began || fired.has(slot)) continue;
            fired.add(slot);
            lastDone = Math.max(lastDone, slot);
            expect(nextSlot(due, slot - 1)).toBe(slot);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
