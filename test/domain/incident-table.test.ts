import { expect, test } from 'vitest';
import { hash32 } from '../../src/domain/hash32.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { incident, incidents, instant } from '../fixtures/incident.ts';

test('a row says what the incident says', () => {
  const table = tableOf([
    incident({
      number: 7,
      createdAt: '2026-11-20T10:00Z',
      recovery: '42m',
      acknowledged: '5m',
      service: 'ledger',
    }),
  ]);
  expect(table.id(0)).toBe('Q000007');
  expect(table.createdAt[0]).toBe(instant('2026-11-20T10:00Z'));
  expect(table.resolvedAt[0]).toBe(instant('2026-11-20T10:42Z'));
  expect(table.acknowledgedAt[0]).toBe(instant('2026-11-20T10:05Z'));
  expect(table.service.values[table.service.codes[0] ?? -1]?.name).toBe('ledger');
});

test('equal values share a code; a set has one in whatever order it comes', () => {
  const { service, teams } = tableOf(
    incidents({ teams: ['A', 'B'] }, { teams: ['B', 'A'] }, { teams: ['A'] }, { service: null, teams: [] }),
  );
  expect([...service.codes]).toEqual([0, 0, 0, 1]);
  expect([...teams.codes]).toEqual([0, 0, 1, 2]);
});

test('one id under two names is two values', () => {
  const { service, teams } = tableOf(
    ['Old', 'New', 'Old'].map((name) =>
      incident({ service: { id: 'P1', name }, teams: [{ id: 'T1', name }] }),
    ),
  );
  expect([...service.codes]).toEqual([0, 1, 0]);
  expect([...teams.codes]).toEqual([0, 1, 0]);
});

test('“not ingested” is another value than “none”', () => {
  const { severities, responders } = tableOf(
    incidents({ severities: [], responders: [] }, { severities: null }),
  );
  expect(severities.values).toEqual([[], null]);
  expect(responders.values).toEqual([[], null]);
});

test('hashes stay what they are: stores keep them', () => {
  expect(hash32('')).toBe(0);
  expect(['checkout down', 'Checkout down', 'é'].map(hash32)).toMatchInlineSnapshot(`
    [
      2196503077,
      3986488231,
      3136788073,
    ]
  `);
});
