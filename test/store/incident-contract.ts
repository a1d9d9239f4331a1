import { beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import type { IncidentTable } from '../../src/domain/incident-table.ts';
import type { Store } from '../../src/store/store.ts';
import { incident, integration, NOON } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';
import { ALWAYS, idsOf, windowIds } from './window-ids.ts';

const DAY = 86_400;

/** What every store promises about the incidents in it, as they are and as they were. */
export function describeIncidents(name: string, place: () => Promise<StorePlace>): void {
  describe(`incidents in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });
    beforeEach(() => store.integrations.save(integration()));

    test('come back whole, field by field', async () => {
      const whole = incident({
        enrichment: {
          firstAcknowledgedAt: NOON + 60,
          responders: [{ id: 'U1', name: 'Ada' }],
          reopened: 1,
          lastWorkedAt: NOON + 120,
        },
        severities: ['critical', 'warning'],
        title: 'Zürich ▲ "down"\n\u2028🔥',
      });
      await store.sync.commit('T1', 'acme', { incidents: [whole] });
      expect(await store.incidents.get('T1', 'acme', ['nobody', whole.id])).toEqual([whole]);
      await reopen();
      expect(await store.incidents.get('T1', 'acme', [whole.id])).toEqual([whole]);
      expect(await store.incidents.findByNumber('T1', 'acme', whole.number)).toEqual(whole);
      expect(await store.incidents.findByNumber('T1', 'acme', 999)).toBeUndefined();
    });

    test('are found by the event that is tracked, from the start until before the end', async () => {
      await store.sync.commit('T1', 'acme', {
        incidents: [
          incident({ id: 'A', createdAt: NOON - DAY, resolvedAt: NOON, updatedAt: NOON + 1 }),
          incident({ id: 'B', createdAt: NOON, resolvedAt: NOON + DAY, updatedAt: NOON + DAY }),
          incident({ id: 'C', createdAt: NOON, resolvedAt: null, updatedAt: NOON }),
        ],
      });
      await reopen();
      const span = { start: NOON, end: NOON + DAY };
      expect(await windowIds(store, { track: 'resolved', span })).toEqual(['A']);
      expect(await windowIds(store, { track: 'created', span })).toEqual(['B', 'C']);
      expect(await windowIds(store, { track: 'updated', span })).toEqual(['A', 'C']);
      expect(await windowIds(store, { track: 'resolved', span: { start: 0, end: NOON } })).toEqual([]);
    });

    test('a table names what a report groups and filters by', async () => {
      const known = incident({
        id: 'A',
        service: { id: 'S1', name: 'checkout' },
        teams: [{ id: 'T', name: 'Payments' }],
        enrichment: { firstAcknowledgedAt: NOON + 30, responders: [], reopened: 0, lastWorkedAt: null },
        severities: [],
      });
      await store.sync.commit('T1', 'acme', { incidents: [known] });
      await reopen();
      const table = await store.incidents.window('T1', ALWAYS);
      expect(rowOf(table, 0)).toEqual({
        id: 'A',
        number: known.number,
        createdAt: known.createdAt,
        updatedAt: known.updatedAt,
        resolvedAt: known.resolvedAt,
        acknowledgedAt: NOON + 30,
        lastWorkedAt: 0,
        integration: 'acme',
        service: { id: 'S1', name: 'checkout' },
        priority: known.priority,
        urgency: known.urgency,
        status: known.status,
        ending: known.ending,
        teams: [{ id: 'T', name: 'Payments' }],
        severities: [],
        responders: [],
      });
    });

    test('recurrences share the hash of title and key, others do not', async () => {
      await store.sync.commit('T1', 'acme', {
        incidents: [
          incident({ id: 'A', title: 'disk full', key: 'disk' }),
          incident({ id: 'B', title: 'disk full', key: '' }),
          incident({ id: 'C', title: 'no route', key: 'disk' }),
        ],
      });
      await reopen();
      const table = await store.incidents.window('T1', ALWAYS);
      const hashes = Object.fromEntries(
        [...table.number.keys()].map((row) => [table.id(row), [table.titleHash[row], table.keyHash[row]]]),
      );
      expect(hashes.A?.[0]).toBe(hashes.B?.[0]);
      expect(hashes.A?.[0]).not.toBe(hashes.C?.[0]);
      expect(hashes.A?.[1]).toBe(hashes.C?.[1]);
      expect(hashes.B?.[1]).toBe(0);
    });

    test('open ones are listed whatever their age', async () => {
      await store.sync.commit('T1', 'acme', {
        incidents: [
          incident({ id: 'old', createdAt: 1_500_000_000, updatedAt: 1_500_000_000, resolvedAt: null }),
          incident({ id: 'done' }),
        ],
      });
      expect(idsOf(await store.incidents.open('T1', null))).toEqual(['old']);
      expect(await store.sync.openIds('T1', 'acme')).toEqual(['old']);
      await store.sync.commit('T1', 'acme', {
        incidents: [incident({ id: 'old', createdAt: 1_500_000_000, resolvedAt: NOON, updatedAt: NOON })],
      });
      await reopen();
      expect(idsOf(await store.incidents.open('T1', null))).toEqual([]);
      expect(await store.sync.openIds('T1', 'acme')).toEqual([]);
    });

    test('belong to their workspace and integration', async () => {
      await store.integrations.save(integration({ id: 'second', name: 'Second' }));
      await store.integrations.save(integration({ workspaceId: 'T2', id: 'acme' }));
      await store.sync.commit('T1', 'acme', { incidents: [incident({ id: 'A' })] });
      await store.sync.commit('T1', 'second', {
        incidents: [incident({ id: 'B', integrationId: 'second' })],
      });
      await store.sync.commit('T2', 'acme', { incidents: [incident({ id: 'C' })] });
      expect(await windowIds(store)).toEqual(['A', 'B']);
      expect(await windowIds(store, { integrationIds: ['second'] })).toEqual(['B']);
      expect(await windowIds(store, { integrationIds: ['second', 'unknown'] })).toEqual(['B']);
      expect(await windowIds(store, { integrationIds: [] })).toEqual([]);
      expect(await windowIds(store, {}, 'T2')).toEqual(['C']);
      expect(await windowIds(store, {}, 'T3')).toEqual([]);
      expect(await store.incidents.get('T2', 'acme', ['A'])).toEqual([]);
    });

    describe('the past', () => {
      const at = (step: number, changes: Partial<Incident> = {}) =>
        incident({ title: `at ${step}`, updatedAt: NOON + step, ...changes });

      test('each commit has a later place in the order of all, which outlives the process', async () => {
        const first = await store.sync.commit('T1', 'acme', { incidents: [at(1)] });
        const second = await store.sync.commit('T1', 'acme', { incidents: [at(2)] });
        expect(second.sequence).toBeGreaterThan(first.sequence);
        expect(await store.incidents.sequence('T1')).toBe(second.sequence);
        await reopen();
        expect(await store.incidents.sequence('T1')).toBeGreaterThanOrEqual(second.sequence);
      });

      test('a question as of a commit sees what was stored then, and nothing of what came later', async () => {
        const open = at(1, { resolvedAt: null, status: 'triggered' });
        const first = await store.sync.commit('T1', 'acme', { incidents: [open, at(1, { id: 'B' })] });
        const second = await store.sync.commit('T1', 'acme', {
          incidents: [at(2, { resolvedAt: NOON + 60 })],
        });
        const third = await store.sync.commit('T1', 'acme', {
          incidents: [at(3, { resolvedAt: NOON + 120 }), at(3, { id: 'C' })],
        });
        const resolvedAt = async (asOf?: number) => {
          const table = await store.incidents.window('T1', asOf === undefined ? ALWAYS : { ...ALWAYS, asOf });
          const rows = [...table.number.keys()].map((row) => [table.id(row), table.resolvedAt[row]]);
          return Object.fromEntries(rows);
        };
        for (let round = 0; round < 2; round++) {
          expect(await resolvedAt(first.sequence)).toEqual({ P1: 0, B: NOON + 3600 });
          expect(await resolvedAt(second.sequence)).toEqual({ P1: NOON + 60, B: NOON + 3600 });
          expect(await resolvedAt(third.sequence)).toEqual({
            P1: NOON + 120,
            B: NOON + 3600,
            C: NOON + 3600,
          });
          expect(await resolvedAt()).toEqual(await resolvedAt(third.sequence));
          await reopen();
        }
      });

      test('a table stays as it was when it was asked for', async () => {
        await store.sync.commit('T1', 'acme', { incidents: [at(1)] });
        const table = await store.incidents.window('T1', ALWAYS);
        await store.sync.commit('T1', 'acme', { incidents: [at(2), at(2, { id: 'B' })] });
        expect([...table.updatedAt]).toEqual([NOON + 1]);
        expect(table.id(0)).toBe('P1');
      });
    });
  });
}

function rowOf(table: IncidentTable, row: number): Record<string, unknown> & Pick<Incident, 'id'> {
  const coded = [
    'integration',
    'service',
    'priority',
    'urgency',
    'status',
    'ending',
    'teams',
    'severities',
    'responders',
  ] as const;
  const plain = ['number', 'createdAt', 'updatedAt', 'resolvedAt', 'acknowledgedAt', 'lastWorkedAt'] as const;
  return {
    id: table.id(row),
    ...Object.fromEntries(plain.map((name) => [name, table[name][row]])),
    ...Object.fromEntries(coded.map((name) => [name, table[name].values[table[name].codes[row] ?? -1]])),
  };
}
