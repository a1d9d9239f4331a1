import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Store } from '../../src/store/store.ts';
import type { BackfillProgress } from '../../src/sync/sync.ts';
import { INTEGRATION, NOW, setup, stored, truth, WORKSPACE } from './setup.ts';

const progressOf = (events: readonly { kind: string }[]) =>
  events
    .filter((event): event is { kind: 'progress'; progress: BackfillProgress } => event.kind === 'progress')
    .map(({ progress }) => progress);

describe('a backfill', () => {
  test('brings every incident as it is', async () => {
    await using world = await setup();
    const { store, sync, shutDown } = await world.boot();
    await store.integrations.save(world.integration);
    expect(await sync.syncNow(WORKSPACE, INTEGRATION)).toBe('started');
    await sync.idle();

    expect(await stored(store)).toEqual(truth(world));
    const status = await sync.status(WORKSPACE, INTEGRATION);
    expect(status).toMatchObject({
      health: 'HEALTHY',
      running: false,
      coverage: { coveredFrom: NOW - 200 * DAY, completeTo: NOW },
      backfill: null,
      lastIngestedAt: NOW,
      incidents: 3000,
      enrichment: { coverage: { coveredFrom: NOW - 200 * DAY, completeTo: NOW }, share: 1 },
      severities: null,
      runs: [
        { kind: 'enrichment', outcome: 'succeeded', rejected: 0, retries: 0, failure: null },
        { kind: 'backfill', outcome: 'succeeded', stored: 3000, rejected: 0, retries: 0, failure: null },
      ],
    });
    // A page a hundred, two more a window at most, the oldest incident, and the four lists of names.
    expect(status.runs[1]?.requests).toBeLessThanOrEqual(30 + 2 * 4 + 1 + 4);
    await shutDown();
  });

  test('goes from the newest to the oldest, and never says more than is stored', async () => {
    await using world = await setup();
    const all = world.pagerduty.truth(INTEGRATION);
    const spans: string[] = [];
    const watched = (store: Store): Store => ({
      ...store,
      sync: {
        ...store.sync,
        async commit(workspaceId, integrationId, batch) {
          const result = await store.sync.commit(workspaceId, integrationId, batch);
          const { coverage } = await store.sync.state(workspaceId, integrationId);
          if (coverage === null) return result;
          spans.push(`${(NOW - coverage.coveredFrom) / DAY} days`);
          const ids = new Set((await stored(store)).map(({ id }) => id));
          const missing = all.filter(
            ({ id, createdAt }) =>
              createdAt >= coverage.coveredFrom && createdAt < coverage.completeTo && !ids.has(id),
          );
          expect(missing).toEqual([]);
          return result;
        },
      },
    });
    const { store, sync, shutDown } = await world.boot(watched);
    await store.integrations.save(world.integration);
    await sync.syncNow(WORKSPACE, INTEGRATION);
    await sync.idle();
    expect([...new Set(spans)]).toEqual([30, 90, 180, 200].map((days) => `${days} days`));
    await shutDown();
  });

  test('tells how far it is and how long it will take', async () => {
    await using world = await setup();
    const { store, sync, events, shutDown } = await world.boot();
    await store.integrations.save(world.integration);
    sync.subscribe(({ kind }) => {
      if (kind === 'progress') world.time.now += 1;
    });
    await sync.syncNow(WORKSPACE, INTEGRATION);
    await sync.idle();

    const progress = progressOf(events);
    const counts = progress.map((each) => each.stored);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ stored: 3000, expected: 3000, timeLeft: 0 });
    const early = progress.find((each) => each.stored >= 300);
    expect(early?.expected).toBeGreaterThan(2000);
    expect(early?.expected).toBeLessThan(5000);
    expect(early?.timeLeft).toBeGreaterThan(0);
    await shutDown();
  });

  test('stopped and started again anywhere, it ends with the same', async () => {
    await using world = await setup({ incidents: 1500 });
    let pages = 0;
    for (let stop = 1; ; stop += 2) {
      const { store, sync, shutDown } = await world.boot();
      if (stop === 1) await store.integrations.save(world.integration);
      let left = stop;
      sync.subscribe(({ kind }) => {
        if (kind === 'progress') pages += 1;
        if (kind === 'progress' && --left === 0) void sync.stop();
      });
      await sync.start();
      await sync.idle();
      const finished = (await sync.status(WORKSPACE, INTEGRATION)).backfill === null;
      await shutDown();
      if (finished) break;
      world.time.now += MINUTE;
    }
    expect(pages).toBeGreaterThan(20);
    const { store, sync, shutDown } = await world.boot();
    expect(await stored(store)).toEqual(truth(world));
    const { coverage, runs } = await sync.status(WORKSPACE, INTEGRATION);
    expect(coverage?.coveredFrom).toBeLessThanOrEqual(NOW + HOUR - 200 * DAY);
    expect(runs.filter(({ outcome }) => outcome === 'stopped').length).toBeGreaterThan(1);
    expect(runs.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    await shutDown();
  });

  test('goes deeper after a restart with a larger BACKFILL_DAYS', async () => {
    await using world = await setup({ incidents: 600 });
    const before = await world.boot(undefined, { backfillDays: 30 });
    await before.store.integrations.save(world.integration);
    await before.sync.syncNow(WORKSPACE, INTEGRATION);
    await before.sync.idle();
    expect((await stored(before.store)).length).toBeLessThan(300);
    await before.shutDown();

    const { store, sync, tick, shutDown } = await world.boot();
    await sync.start();
    await tick();
    expect(await stored(store)).toEqual(truth(world));
    expect((await sync.status(WORKSPACE, INTEGRATION)).coverage?.coveredFrom).toBe(NOW - 200 * DAY);
    await shutDown();
  });

  test('ends where retention deleted what was older, though it was to reach further back', async () => {
    await using world = await setup({ incidents: 600 });
    const before = await world.boot();
    await before.store.integrations.save(world.integration);
    await before.sync.syncNow(WORKSPACE, INTEGRATION);
    await before.sync.idle();
    const { backfill, coverage, ...rest } = await before.store.sync.state(WORKSPACE, INTEGRATION);
    const readTo = NOW - 100 * DAY;
    const unfinished = {
      ...rest,
      coverage: coverage && { ...coverage, coveredFrom: readTo },
      backfill: backfill && { ...backfill, readTo, finishedAt: null },
    };
    await before.store.sync.commit(WORKSPACE, INTEGRATION, { state: unfinished });
    expect(await before.store.workspaces.forgetBefore(NOW - 90 * DAY)).toBeGreaterThan(0);
    await before.shutDown();

    const known = world.pagerduty.requests.length;
    const { sync, tick, shutDown } = await world.boot();
    await sync.start();
    await tick();
    const months = world.pagerduty.requests
      .slice(known)
      .filter(({ query }) => query.get('sort_by') === 'created_at:desc')
      .map(({ query }) => query.get('since')?.slice(0, 7) ?? '');
    expect(months.sort()[0]).toBe('2026-08');
    expect((await sync.status(WORKSPACE, INTEGRATION)).backfill).toBeNull();
    await shutDown();
  });

  test('lets what is new go first between two windows', async () => {
    await using world = await setup({ incidents: 600 });
    const { store, sync, events, tick, shutDown } = await world.boot();
    await store.integrations.save(world.integration);
    let created = '';
    const end = sync.subscribe((event) => {
      if (event.kind !== 'progress') return;
      end();
      world.time.now += 10 * MINUTE;
      created = world.pagerduty.mutate.create({ createdAt: world.time.now - MINUTE });
      void sync.syncNow(WORKSPACE, INTEGRATION);
    });
    await sync.start();
    await sync.idle();
    const kinds = events.flatMap((event) => (event.kind === 'run' ? [event.run.kind] : []));
    expect(kinds).toEqual(['backfill', 'changes', 'backfill', 'enrichment']);
    expect((await store.incidents.get(WORKSPACE, INTEGRATION, [created])).length).toBe(1);
    await tick();
    expect(await stored(store)).toEqual(truth(world));
    await shutDown();
  });

  test('a failed window is tried again by the next tick, and says what happened meanwhile', async () => {
    await using world = await setup({ incidents: 600 });
    const { store, sync, tick, shutDown } = await world.boot();
    await store.integrations.save(world.integration);
    world.pagerduty.faults.next({ kind: 'html' }, { path: '/incidents', times: 20 });
    await sync.start();
    await sync.idle();
    const failed = await sync.status(WORKSPACE, INTEGRATION);
    expect(failed).toMatchObject({
      health: 'CRITICAL',
      coverage: null,
      runs: [{ kind: 'backfill', outcome: 'failed', failure: { cause: 'broken answer' } }],
    });
    world.pagerduty.faults.clear();
    await tick();
    expect((await sync.status(WORKSPACE, INTEGRATION)).health).toBe('WARNING');
    expect(await stored(store)).toEqual(truth(world));
    await shutDown();
  });
});
