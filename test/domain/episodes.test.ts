import { expect, test } from 'vitest';
import { episodeFinder } from '../../src/domain/episodes.ts';
import { matching } from '../../src/domain/filter.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { populationOf } from '../../src/domain/population.ts';
import { type IncidentOptions, incidents } from '../fixtures/incident.ts';

/** How long the episodes took, in minutes. */
function episodes(...list: readonly IncidentOptions[]): number[] {
  const table = tableOf(incidents(...list));
  const finder = episodeFinder(populationOf(table, matching(table, [])));
  return [...finder.among(finder.order)].map((log) => Math.round(Math.exp(log) / 60));
}

test('incidents of one service that each begin within ten minutes of the one before are one episode', () => {
  expect(
    episodes(
      { createdAt: '2026-11-20T10:00Z', recovery: '10m' },
      { createdAt: '2026-11-20T10:10Z', recovery: '40m' },
      { createdAt: '2026-11-20T10:20Z', recovery: '20m' },
      { createdAt: '2026-11-20T10:31Z', recovery: '7m' },
    ),
  ).toEqual([7, 20]);
});

test('another service is another episode; a renamed one is the same', () => {
  const at = (minute: string) => `2026-11-20T10:${minute}Z`;
  expect(episodes({ createdAt: at('00') }, { createdAt: at('01'), service: 'ledger' })).toHaveLength(2);
  const [old, renamed] = ['Old', 'New'].map((name) => ({ id: 'P1', name }));
  expect(
    episodes(
      { createdAt: at('00'), service: old ?? null },
      { createdAt: at('01'), service: renamed ?? null },
    ),
  ).toHaveLength(1);
});

test('the order in which incidents arrive makes no difference, and zero seconds count as one', () => {
  const list = [
    { createdAt: '2026-11-20T10:05Z', recovery: '90m', number: 3 },
    { createdAt: '2026-11-20T10:00Z', recovery: '0s', number: 1 },
    { createdAt: '2026-11-20T10:00Z', recovery: '50m', number: 2 },
  ];
  expect(episodes(...list)).toEqual(episodes(...list.toReversed()));
  expect(episodes({ recovery: '0s' })).toEqual([0]);
});
