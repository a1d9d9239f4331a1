import { expect, test } from 'vitest';
import { matching } from '../../src/domain/filter.ts';
import { groupsOf } from '../../src/domain/groups-of.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { populationOf } from '../../src/domain/population.ts';
import type { Grouping } from '../../src/domain/question.ts';
import { finish } from '../fixtures/finish.ts';
import { type IncidentOptions, incidents, instant } from '../fixtures/incident.ts';

const WINDOW = {
  start: instant('2026-11-01T00:00Z'),
  end: instant('2026-12-01T00:00Z'),
  zone: 'Europe/Berlin',
};

function grouped(
  by: readonly [Grouping] | readonly [Grouping, Grouping],
  list: readonly IncidentOptions[],
  names = new Map<string, string>(),
) {
  const table = tableOf(incidents(...list));
  const population = populationOf(table, matching(table, []));
  const groups = finish(groupsOf(population, by, { track: 'resolved', window: WINDOW, names }));
  return { ...groups, table: groups.rows.map(({ label, statistics: { n, mean } }) => [label, n, mean / 60]) };
}

test('services are ordered by hours lost; equal ones by name', () => {
  const { table, overlapping } = grouped(
    ['service'],
    [
      { service: 'payouts', recovery: '20m' },
      { service: 'fraud', recovery: '30m' },
      { service: 'ledger', recovery: '2h' },
      { service: 'payouts', recovery: '10m' },
      { service: null, recovery: '5m' },
    ],
  );
  expect(table).toEqual([
    ['ledger', 1, 120],
    ['fraud', 1, 30],
    ['payouts', 2, 15],
    ['No service', 1, 5],
  ]);
  expect(overlapping).toBe(false);
});

test('a service that was renamed is one group, under the name it has now', () => {
  const list = ['Old', 'New'].map((name) => ({ service: { id: 'P1', name }, recovery: '1h' }));
  expect(grouped(['service'], list, new Map([['P1', 'Newest']])).table).toEqual([['Newest', 2, 60]]);
});

test('services of one name in two accounts stay apart, and say which is which', () => {
  const list = ['us', 'eu'].map((integrationId) => ({
    integrationId,
    recovery: integrationId === 'us' ? '2h' : '1h',
  }));
  expect(grouped(['service'], list, new Map([['us', 'Production US']])).table).toEqual([
    ['checkout (Production US)', 1, 120],
    ['checkout (eu)', 1, 60],
  ]);
});

test('priorities of one name are one group in all accounts; none is a group of its own', () => {
  const list = [
    { integrationId: 'us', priority: { id: 'A', name: 'P1' }, recovery: '1h' },
    { integrationId: 'eu', priority: { id: 'B', name: 'p1' }, recovery: '1h' },
    { priority: null, recovery: '10m' },
  ];
  expect(grouped(['priority'], list).table).toEqual([
    ['P1', 2, 60],
    ['No priority', 1, 10],
  ]);
});

test('teams overlap, and the answer says so', () => {
  const { table, overlapping } = grouped(
    ['team'],
    [
      { teams: ['Core', 'Payments'], recovery: '1h' },
      { teams: ['Core'], recovery: '2h' },
      { teams: [], recovery: '1m' },
    ],
  );
  expect(table).toEqual([
    ['Core', 2, 90],
    ['Payments', 1, 60],
    ['No team', 1, 1],
  ]);
  expect(overlapping).toBe(true);
});

test('what is not ingested is told apart from what is not there', () => {
  expect(
    grouped(
      ['severity'],
      [
        { severities: ['critical'], recovery: '3h' },
        { severities: [], recovery: '2h' },
        { severities: null, recovery: '1h' },
      ],
    ).table,
  ).toEqual([
    ['critical', 1, 180],
    ['No severity', 1, 120],
    ['Not known', 1, 60],
  ]);
});

test('days are local, in their order, and an empty one is no row of zero', () => {
  expect(
    grouped(
      ['day'],
      [
        { createdAt: '2026-11-20T22:30Z', recovery: '1h' },
        { createdAt: '2026-11-18T10:00Z', recovery: '1m' },
        { createdAt: '2026-11-20T21:30Z', recovery: '1h' },
      ],
    ).table,
  ).toEqual([
    ['18 Nov', 1, 1],
    ['20 Nov', 1, 60],
    ['21 Nov', 1, 60],
  ]);
});

test('two groupings make a row for every pair', () => {
  expect(
    grouped(
      ['service', 'priority'],
      [
        { service: 'ledger', priority: 'P1', recovery: '10m' },
        { service: 'ledger', priority: 'P2', recovery: '30m' },
        { service: 'checkout', priority: 'P1', recovery: '20m' },
        { service: 'ledger', priority: 'P2', recovery: '30m' },
      ],
    ).table,
  ).toEqual([
    ['ledger · P2', 2, 30],
    ['checkout · P1', 1, 20],
    ['ledger · P1', 1, 10],
  ]);
  expect(
    grouped(
      ['service', 'week'],
      [
        { service: 'ledger', createdAt: '2026-11-20T10:00Z', recovery: '10m' },
        { service: 'checkout', createdAt: '2026-11-10T10:00Z', recovery: '1m' },
      ],
    ).table,
  ).toEqual([
    ['checkout · W46', 1, 1],
    ['ledger · W47', 1, 10],
  ]);
});
