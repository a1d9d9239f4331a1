import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import type { IncidentTable } from '../../src/domain/incident-table.ts';
import type { SealedSecret } from '../../src/domain/integration.ts';
import { NameTakenError } from '../../src/store/errors.ts';
import { LeaseLostError } from '../../src/store/lease-store.ts';
import type { Store } from '../../src/store/store.ts';
import { collection, incident, integration, run } from './records.ts';

/** A store under test: the same place can be opened again, and goes away at the end. */
export interface StorePlace {
  open(options?: { readonly mostReports?: number }): Promise<Store>;
  remove(): Promise<void>;
}

const DAY = 86_400;
/** 2026-10-31T12:00:00Z */
const NOON = 1_793_448_000;
const ALWAYS = { start: 0, end: 4_000_000_000 };

/** The promises of the port `Store`. Every store passes them all. */
export function describeStore(name: string, place: () => Promise<StorePlace>): void {
  describe(`the ${name} store`, () => {
    let here: StorePlace;
    let store: Store;
    beforeEach(async () => {
      here = await place();
      store = await here.open();
    });
    afterEach(async () => {
      await store.close();
      await here.remove();
    });

    async function reopen() {
      await store.close();
      store = await here.open();
    }
    async function windowOf(
      query: Partial<Parameters<Store['incidents']['window']>[1]> = {},
      workspaceId = 'T1',
    ) {
      return ids(
        await store.incidents.window(workspaceId, {
          integrationIds: null,
          track: 'created',
          span: ALWAYS,
          ...query,
        }),
      );
    }

    describe('settings', () => {
      test('a workspace begins with UTC and without people in reports', async () => {
        expect(await store.settings.get('T1')).toEqual({
          workspaceId: 'T1',
          zone: 'UTC',
          peopleReports: false,
        });
      });

      test('saved settings outlive the process and are those of one workspace', async () => {
        const settings = { workspaceId: 'T1', zone: 'Europe/Berlin', peopleReports: true };
        await store.settings.save(settings);
        await reopen();
        expect(await store.settings.get('T1')).toEqual(settings);
        expect((await store.settings.get('T2')).zone).toBe('UTC');
      });
    });

    describe('commits under a lease', () => {
      const key = { workspaceId: 'T1', name: 'sync:acme' };

      test('go through while it is held, and also when it ran out and nobody else came', async () => {
        await store.integrations.save(integration());
        const lease = (await store.leases.claim(key, 'one', { lease: 0 })) ?? undefined;
        await store.sync.commit('T1', 'acme', { incidents: [incident()] }, lease);
        expect(await store.incidents.count('T1', 'acme')).toBe(1);
      });

      test('store nothing once somebody else has claimed it, or took it away', async () => {
        await store.integrations.save(integration());
        const paused = (await store.leases.claim(key, 'one', { lease: 0 })) ?? undefined;
        const next = (await store.leases.claim(key, 'two', { lease: 60 })) ?? undefined;
        const batch = { incidents: [incident()], run: run() };
        await expect(store.sync.commit('T1', 'acme', batch, paused)).rejects.toThrow(LeaseLostError);
        await store.leases.revoke(key);
        await expect(store.sync.commit('T1', 'acme', batch, next)).rejects.toThrow(LeaseLostError);
        await reopen();
        expect(await store.incidents.count('T1', 'acme')).toBe(0);
        expect(await store.sync.runs('T1', 'acme', 10)).toEqual([]);
      });
    });

    describe('integrations', () => {
      test('are saved, replaced and listed by workspace, and outlive the process', async () => {
        await store.integrations.save(integration());
        await store.integrations.save(integration({ description: 'EU account' }));
        await store.integrations.save(integration({ workspaceId: 'T2', id: 'other' }));
        await reopen();
        expect(await store.integrations.list('T1')).toEqual([integration({ description: 'EU account' })]);
        expect(await store.integrations.get('T1', 'other')).toBeUndefined();
        expect((await store.integrations.all()).map(({ id }) => id).sort()).toEqual(['acme', 'other']);
      });

      test('a name is unique in its workspace without regard to case', async () => {
        await store.integrations.save(integration({ name: 'Acme' }));
        await expect(store.integrations.save(integration({ id: 'second', name: 'ACME' }))).rejects.toThrow(
          NameTakenError,
        );
        await store.integrations.save(integration({ workspaceId: 'T2', id: 'second', name: 'acme' }));
        await store.integrations.save(integration({ name: 'ACME' }));
        expect((await store.integrations.list('T1')).map(({ name }) => name)).toEqual(['ACME']);
      });

      test('of two that take one name at once, one is refused', async () => {
        const outcomes = await Promise.allSettled([
          store.integrations.save(integration({ id: 'first', name: 'Acme' })),
          store.integrations.save(integration({ id: 'second', name: 'acme' })),
        ]);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await store.integrations.list('T1')).toHaveLength(1);
      });

      test('a key sealed anew takes the place of the one it was made from, and of no other', async () => {
        const sealed = (text: string) => text as SealedSecret; // any text serves here
        await store.integrations.save(integration({ apiKey: sealed('old'), description: 'kept' }));
        expect(await store.integrations.reseal('T1', 'acme', sealed('old'), sealed('new'))).toBe(true);
        expect(await store.integrations.get('T1', 'acme')).toEqual(
          integration({ apiKey: sealed('new'), description: 'kept' }),
        );
        expect(await store.integrations.reseal('T1', 'acme', sealed('old'), sealed('late'))).toBe(false);
        expect(await store.integrations.reseal('T2', 'acme', sealed('new'), sealed('other'))).toBe(false);
        expect(await store.integrations.get('T1', 'acme')).toMatchObject({ apiKey: 'new' });
      });

      test('a deleted one takes its data with it, also when it comes back under its id', async () => {
        await store.integrations.save(integration());
        await store.sync.commit('T1', 'acme', {
          incidents: [incident()],
          run: run(),
          state: { coverage: { coveredFrom: 1, completeTo: 2 }, backfill: null, nightlyAt: null },
          rejected: [{ at: NOON, id: 'P9', reason: 'no created_at' }],
        });
        await store.integrations.delete('T1', 'acme');
        await store.integrations.save(integration());
        await reopen();
        expect(await windowOf()).toEqual([]);
        expect(await store.incidents.count('T1', 'acme')).toBe(0);
        expect(await store.sync.runs('T1', 'acme', 10)).toEqual([]);
        expect(await store.sync.rejected('T1', 'acme', 10)).toEqual([]);
        expect((await store.sync.state('T1', 'acme')).coverage).toBeNull();
        expect((await store.incidents.directory('T1', 'acme')).services).toEqual([]);
      });
    });

    describe('collections', () => {
      test('are saved, replaced, deleted, and unique by name', async () => {
        await store.collections.save(collection({ id: 'c1', name: 'Payments' }));
        await store.collections.save(collection({ id: 'c2', name: 'Search', parentId: 'c1' }));
        await expect(store.collections.save(collection({ id: 'c3', name: 'payments' }))).rejects.toThrow(
          NameTakenError,
        );
        await store.collections.delete('T1', 'c1');
        await store.collections.delete('T2', 'c2');
        await reopen();
        expect(await store.collections.list('T1')).toEqual([
          collection({ id: 'c2', name: 'Search', parentId: 'c1' }),
        ]);
      });
    });

    describe('incidents', () => {
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
        expect(await windowOf({ track: 'resolved', span })).toEqual(['A']);
        expect(await windowOf({ track: 'created', span })).toEqual(['B', 'C']);
        expect(await windowOf({ track: 'updated', span })).toEqual(['A', 'C']);
        expect(await windowOf({ track: 'resolved', span: { start: 0, end: NOON } })).toEqual([]);
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
        const table = await store.incidents.window('T1', {
          integrationIds: null,
          track: 'created',
          span: ALWAYS,
        });
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
        const table = await store.incidents.window('T1', {
          integrationIds: null,
          track: 'created',
          span: ALWAYS,
        });
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
        expect(ids(await store.incidents.open('T1', null))).toEqual(['old']);
        expect(await store.sync.openIds('T1', 'acme')).toEqual(['old']);
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ id: 'old', createdAt: 1_500_000_000, resolvedAt: NOON, updatedAt: NOON })],
        });
        await reopen();
        expect(ids(await store.incidents.open('T1', null))).toEqual([]);
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
        expect(await windowOf()).toEqual(['A', 'B']);
        expect(await windowOf({ integrationIds: ['second'] })).toEqual(['B']);
        expect(await windowOf({ integrationIds: ['second', 'unknown'] })).toEqual(['B']);
        expect(await windowOf({ integrationIds: [] })).toEqual([]);
        expect(await windowOf({}, 'T2')).toEqual(['C']);
        expect(await windowOf({}, 'T3')).toEqual([]);
        expect(await store.incidents.get('T2', 'acme', ['A'])).toEqual([]);
      });
    });

    describe('a commit', () => {
      beforeEach(() => store.integrations.save(integration()));

      test('counts what is new and what changed, and nothing else', async () => {
        const first = [incident({ id: 'A' }), incident({ id: 'B' })];
        expect(await store.sync.commit('T1', 'acme', { incidents: first })).toMatchObject({
          inserted: 2,
          updated: 0,
        });
        const changed = incident({ id: 'B', title: 'changed', updatedAt: NOON + 5000 });
        const second = [incident({ id: 'A' }), changed, incident({ id: 'C' })];
        expect(await store.sync.commit('T1', 'acme', { incidents: second })).toMatchObject({
          inserted: 1,
          updated: 1,
        });
        await reopen();
        expect(await store.sync.commit('T1', 'acme', { incidents: second })).toMatchObject({
          inserted: 0,
          updated: 0,
        });
        expect(await store.incidents.count('T1', 'acme')).toBe(3);
      });

      test('never goes back: an older reading does not replace a newer one, an equally old one does', async () => {
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ title: 'new', updatedAt: NOON + 9000 })],
        });
        await reopen();
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ title: 'old', updatedAt: NOON + 8999 })],
        });
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ title: 'same', updatedAt: NOON + 9000 })],
        });
        expect((await store.incidents.get('T1', 'acme', ['P1']))[0]?.title).toBe('same');
      });

      test('the last of several readings of one incident in a batch wins where none is newer', async () => {
        const result = await store.sync.commit('T1', 'acme', {
          incidents: [
            incident({ title: 'newest', updatedAt: NOON + 9000 }),
            incident({ title: 'older', updatedAt: NOON + 8000 }),
          ],
        });
        expect(result).toMatchObject({ inserted: 1, updated: 0 });
        expect((await store.incidents.get('T1', 'acme', ['P1']))[0]?.title).toBe('newest');
      });

      test('keeps what log entries and alerts told when a plain reading follows', async () => {
        const enrichment = { firstAcknowledgedAt: NOON, responders: [], reopened: 0, lastWorkedAt: null };
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ enrichment, severities: ['critical'] })],
        });
        await store.sync.commit('T1', 'acme', {
          incidents: [
            incident({ title: 'plain', enrichment: null, severities: null, updatedAt: NOON + 9999 }),
          ],
        });
        await reopen();
        expect((await store.incidents.get('T1', 'acme', ['P1']))[0]).toMatchObject({
          title: 'plain',
          enrichment,
          severities: ['critical'],
        });
      });

      test('moves an incident whose creation moved to another month', async () => {
        await store.sync.commit('T1', 'acme', { incidents: [incident({ createdAt: NOON })] });
        await store.sync.commit('T1', 'acme', {
          incidents: [incident({ createdAt: NOON - 40 * DAY, updatedAt: NOON + 9999 })],
        });
        await reopen();
        expect(await windowOf({ span: { start: NOON - 41 * DAY, end: NOON - 39 * DAY } })).toEqual(['P1']);
        expect(await windowOf()).toEqual(['P1']);
      });

      test('brings incidents, directory, coverage, run and rejected records together', async () => {
        const state = {
          coverage: { coveredFrom: NOON - DAY, completeTo: NOON },
          backfill: { floor: 1, end: 2, startedAt: 3, expected: 4, stored: 5, finishedAt: null },
          nightlyAt: NOON,
        };
        const directory = {
          services: [
            { id: 'S1', name: 'checkout', status: 'active', autoResolveTimeout: null, deletedAt: null },
          ],
          users: [],
          teams: [],
          priorities: [],
          missing: ['teams' as const],
        };
        await store.sync.commit('T1', 'acme', {
          incidents: [incident()],
          directory,
          state,
          run: run({ id: 'r1' }),
          rejected: [{ at: NOON, id: null, reason: 'not an incident' }],
        });
        await store.sync.commit('T1', 'acme', { run: run({ id: 'r2' }) });
        await reopen();
        expect(await windowOf()).toEqual(['P1']);
        expect(await store.incidents.directory('T1', 'acme')).toEqual(directory);
        expect(await store.sync.state('T1', 'acme')).toEqual(state);
        expect((await store.sync.runs('T1', 'acme', 10)).map(({ id }) => id)).toEqual(['r2', 'r1']);
        expect((await store.sync.runs('T1', 'acme', 1)).map(({ id }) => id)).toEqual(['r2']);
        expect(await store.sync.rejected('T1', 'acme', 5)).toHaveLength(1);
      });

      test('an integration that was never synced has neither coverage nor directory', async () => {
        expect(await store.sync.state('T1', 'acme')).toEqual({
          coverage: null,
          backfill: null,
          nightlyAt: null,
        });
        expect(await store.incidents.directory('T1', 'acme')).toEqual({
          services: [],
          users: [],
          teams: [],
          priorities: [],
          missing: [],
        });
      });

      test('twenty at once lose nothing', async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, at) =>
            store.sync.commit('T1', 'acme', {
              incidents: [incident({ id: `I${at}`, number: at })],
              run: run({ id: `r${at}` }),
            }),
          ),
        );
        await reopen();
        expect(await store.incidents.count('T1', 'acme')).toBe(20);
        expect(await store.sync.runs('T1', 'acme', 100)).toHaveLength(20);
      });
    });

    describe('the past', () => {
      beforeEach(() => store.integrations.save(integration()));
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
          const query = { integrationIds: null, track: 'created', span: ALWAYS } as const;
          const table = await store.incidents.window('T1', asOf === undefined ? query : { ...query, asOf });
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
        const table = await store.incidents.window('T1', {
          integrationIds: null,
          track: 'created',
          span: ALWAYS,
        });
        await store.sync.commit('T1', 'acme', { incidents: [at(2), at(2, { id: 'B' })] });
        expect([...table.updatedAt]).toEqual([NOON + 1]);
        expect(table.id(0)).toBe('P1');
      });
    });

    test('a healthy store has no problem, and counts what is in it', async () => {
      await store.integrations.save(integration());
      await store.sync.commit('T1', 'acme', { incidents: [incident({ id: 'A' }), incident({ id: 'B' })] });
      expect(store.health()).toEqual({ problem: null, incidents: 2, advice: null });
      expect(await store.damage.all()).toEqual([]);
    });

    test('hostile ids stay in their place', async () => {
      const hostile = [
        '../x',
        '..',
        '.',
        '',
        'a/b',
        'a\\b',
        'con',

        '__proto__',
        'ü'.repeat(300),
        '%',
      ];
      for (const id of hostile) {
        await store.integrations.save(integration({ workspaceId: id, id, name: 'n' }));
        await store.sync.commit(id, id, { incidents: [incident({ id: `P-${id}`, integrationId: id })] });
      }
      await reopen();
      for (const id of hostile) expect(await windowOf({}, id)).toEqual([`P-${id}`]);
    });
  });
}

function ids(table: IncidentTable): string[] {
  return [...table.number.keys()].map((row) => table.id(row)).sort();
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
