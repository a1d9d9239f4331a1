import { beforeEach, describe, expect, test } from 'vitest';
import { LeaseLostError } from '../../src/store/lease-store.ts';
import type { Store } from '../../src/store/store.ts';
import { incident, integration, NOON, run } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';
import { windowIds } from './window-ids.ts';

const DAY = 86_400;

/** What every store promises about the commits of a sync. */
export function describeCommits(name: string, place: () => Promise<StorePlace>): void {
  describe(`commits to the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });
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
        incidents: [incident({ title: 'plain', enrichment: null, severities: null, updatedAt: NOON + 9999 })],
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
      expect(await windowIds(store, { span: { start: NOON - 41 * DAY, end: NOON - 39 * DAY } })).toEqual([
        'P1',
      ]);
      expect(await windowIds(store)).toEqual(['P1']);
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
      expect(await windowIds(store)).toEqual(['P1']);
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

    describe('under a lease', () => {
      const key = { workspaceId: 'T1', name: 'sync:acme' };

      test('go through while it is held, and also when it ran out and nobody else came', async () => {
        const lease = (await store.leases.claim(key, 'one', { lease: 0 })) ?? undefined;
        await store.sync.commit('T1', 'acme', { incidents: [incident()] }, lease);
        expect(await store.incidents.count('T1', 'acme')).toBe(1);
      });

      test('store nothing once somebody else has claimed it, or took it away', async () => {
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

    test('a healthy store has no problem, and counts what is in it', async () => {
      await store.sync.commit('T1', 'acme', { incidents: [incident({ id: 'A' }), incident({ id: 'B' })] });
      expect(store.health()).toEqual({ problem: null, incidents: 2, advice: null });
      expect(await store.damage.all()).toEqual([]);
    });
  });
}
