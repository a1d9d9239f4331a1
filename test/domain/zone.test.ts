import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDay } from '../../src/domain/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import { dayAt, instantAt, startOfDay, wallTime, zoneNamed } from '../../src/domain/zone.ts';
import { instant } from '../fixtures/incident.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Pacific/Apia',
];

test('a zone is found without regard to case; an offset or a fancy is none', () => {
  expect(zoneNamed('europe/berlin')).toBe('Europe/Berlin');
  expect(zoneNamed('utc')).toBe('UTC');
  expect(zoneNamed('Asia/Kolkata')).not.toBeNull();
  for (const name of ['Mars/Olympus', '+05:30', '', 'Berlin']) expect(zoneNamed(name)).toBeNull();
});

test('a local day begins at its first instant: every earlier one is another day', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: calendarDay(2000, 1, 2), max: calendarDay(2037, 12, 31) }),
      (zone, day) => {
        const start = startOfDay(day, zone);
        expect(dayAt(start - 1, zone)).toBeLessThan(day);
        // Samoa skipped 30 December 2011: that day begins and ends with the next.
        if (!(zone === 'Pacific/Apia' && day === calendarDay(2011, 12, 30)))
          expect(dayAt(start, zone)).toBe(day);
      },
    ),
    { numRuns: 500 },
  );
});

test('where clocks change at midnight, the day begins at one o’clock', () => {
  // Cuba, 8 March 2026: 00:00 becomes 01:00.
  const day = calendarDay(2026, 3, 8);
  expect(startOfDay(day, 'America/Havana')).toBe(instant('2026-03-08T05:00Z'));
  expect(wallTime(startOfDay(day, 'America/Havana'), 'America/Havana')).toBe(day * DAY + HOUR);
});

test('of a time that clocks show twice it is the first; of one that they skip, the change', () => {
  // Berlin, 25 October 2026: 02:00 to 03:00 comes twice. 29 March 2026: it does not come.
  expect(instantAt(instant('2026-10-25T02:30Z'), 'Europe/Berlin')).toBe(instant('2026-10-25T00:30Z'));
  expect(instantAt(instant('2026-03-29T02:30Z'), 'Europe/Berlin')).toBe(instant('2026-03-29T01:00Z'));
});

test('a day of Lord Howe Island can be half an hour longer', () => {
  const day = calendarDay(2026, 4, 5);
  const length = startOfDay(day + 1, 'Australia/Lord_Howe') - startOfDay(day, 'Australia/Lord_Howe');
  expect(length).toBe(DAY + 30 * MINUTE);
});
