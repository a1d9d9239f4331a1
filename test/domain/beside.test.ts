import { expect, test } from 'vitest';
import { tableOf } from '../../src/domain/incident-table.ts';
import { type IncidentOptions, incident } from '../fixtures/incident.ts';
import { numbers } from '../fixtures/mttr.ts';

function beside(...list: readonly IncidentOptions[]) {
  return numbers(list).beside;
}

test('under two minutes is short', () => {
  expect(beside({ recovery: '1m 59s' }, { recovery: '2m' }).short).toBe(1);
});

test('the same title on the same service within 24 hours after the end is a failed recovery', () => {
  const again = (createdAt: string, options: IncidentOptions = {}) =>
    beside({ createdAt: '2026-11-10T10:00Z', recovery: '1h', title: 'Disk full' }, { createdAt, ...options })
      .recurred;
  expect(again('2026-11-11T11:00Z', { title: 'Disk full' })).toBe(1);
  expect(again('2026-11-11T11:00:01Z', { title: 'Disk full' })).toBe(0);
  expect(again('2026-11-10T10:30Z', { title: 'Disk full' })).toBe(0);
  expect(again('2026-11-10T12:00Z', { title: 'Disk slow' })).toBe(0);
  expect(again('2026-11-10T12:00Z', { title: 'Disk full', service: 'ledger' })).toBe(0);
  expect(again('2026-11-10T12:00Z', { title: 'Disk full', ending: 'merge' })).toBe(0);
});

test('the same key is the same, a missing one is not', () => {
  const pair = (key: string) =>
    beside(
      { createdAt: '2026-11-10T10:00Z', recovery: '1h', title: 'CPU 91 %', key },
      { createdAt: '2026-11-10T12:00Z', title: 'CPU 97 %', key },
    ).recurred;
  expect(pair('cpu')).toBe(1);
  expect(pair('')).toBe(0);
});

test('it also came back where it is still open', () => {
  const open = tableOf([
    incident({ number: 9, title: 'Disk full', createdAt: '2026-11-10T12:00Z', recovery: null }),
  ]);
  const list = [{ createdAt: '2026-11-10T10:00Z', recovery: '1h', title: 'Disk full' }];
  expect(numbers(list, { open }).beside.recurred).toBe(1);
});

test('it also came back where that ended after the window', () => {
  const later = incident({ number: 9, title: 'Disk full', createdAt: '2026-11-30T23:00Z', recovery: '2h' });
  const list = [{ createdAt: '2026-11-30T20:00Z', recovery: '1h', title: 'Disk full' }];
  expect(numbers(list).beside.recurred).toBe(0);
  expect(numbers(list, { after: tableOf([later]) }).beside.recurred).toBe(1);
});

test('of a chain every recovery failed but the last', () => {
  const chain = ['10:00', '12:00', '14:00'].map((time) => ({
    createdAt: `2026-11-10T${time}Z`,
    recovery: '1h',
    title: 'Disk full',
  }));
  expect(beside(...chain).recurred).toBe(2);
  expect(beside(...chain.toReversed()).recurred).toBe(2);
});

test('closing what was open for more than a week and untouched for a day is cleaning up', () => {
  const long = (lastWorked: number | null, recovery = '8d') => ({
    recovery,
    createdAt: '2026-11-10T00:00Z',
    enrichment: {
      firstAcknowledgedAt: null,
      responders: [],
      reopened: 0,
      lastWorkedAt: lastWorked === null ? null : Date.UTC(2026, 10, 18) / 1000 - lastWorked,
    },
  });
  const day = 86_400;
  expect(beside(long(day + 1), long(day), long(null), long(null, '7d')).cleanUp).toBe(2);
  expect(beside({ recovery: '8d' })).toMatchObject({ cleanUp: 0, cleanUpNotKnown: 1 });
});
