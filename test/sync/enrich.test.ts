import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import { INTEGRATION, NOW, setup, stored, truth, WORKSPACE } from './setup.ts';

describe('what log entries tell', () => {
  test('comes behind the main data, newest first, and says how far it is', async () => {
    await using world = await setup({ incidents: 1_200 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    const shares: number[] = [];
    const { commit } = app.store.sync;
    app.store.sync.commit = async (...args) => {
      const result = await commit(...args);
      const { enrichment, coverage } = await app.sync.status(WORKSPACE, INTEGRATION);
      if (!enrichment) return result;
      expect(coverage?.coveredFrom).toBe(NOW - 200 * DAY);
      shares.push(enrichment.share);
      const known = (await stored(app.store)).filter(
        ({ createdAt }) => createdAt >= enrichment.coverage.coveredFrom,
      );
      expect(known.filter((incident) => incident.enrichment === null)).toEqual([]);
      return result;
    };
    await app.sync.start();
    await app.sync.idle();
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
    expect(await stored(app.store)).toEqual(truth(world));
    await app.shutDown();
  });

  test('goes on where it was stopped, and does not begin again', async () => {
    await using world = await setup({ incidents: 1_200 });
    let app = await world.boot();
    await app.store.integrations.save(world.integration);
    let stops = 0;
    await app.sync.start();
    for (;;) {
      const asked = world.pagerduty.requests.length;
      while (
        world.pagerduty.requests.length < asked + 25 &&
        (await app.sync.status(WORKSPACE, INTEGRATION)).running
      ) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const { running } = await app.sync.status(WORKSPACE, INTEGRATION);
      await app.shutDown();
      if (!running) break;
      stops += 1;
      world.time.now += MINUTE;
      app = await world.boot();
      await app.sync.start();
    }
    expect(stops).toBeGreaterThan(1);
    app = await world.boot();
    expect(await stored(app.store)).toEqual(truth(world));
    await app.shutDown();
  });

  test('lets a run that is due go first, and what changes meanwhile is not lost', async () => {
    await using world = await setup({ incidents: 1_200 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    const kinds: string[] = [];
    app.sync.subscribe((event) => {
      if (event.kind === 'run') kinds.push(event.run.kind);
    });
    const { commit } = app.store.sync;
    let touched = false;
    app.store.sync.commit = async (...args) => {
      const result = await commit(...args);
      if (!args[2].state?.enrichment || touched) return result;
      touched = true;
      const [old] = world.pagerduty.truth(INTEGRATION).filter(({ ending }) => ending === 'person');
      world.pagerduty.mutate.reopen(old?.id ?? '');
      world.time.now += 10 * MINUTE;
      await app.sync.syncNow(WORKSPACE, INTEGRATION);
      return result;
    };
    await app.sync.start();
    await app.sync.idle();
    expect(kinds).toEqual(['backfill', 'enrichment', 'changes', 'enrichment']);
    expect(await stored(app.store)).toEqual(truth(world));
    await app.shutDown();
  });

  test('a run that could not read it leaves the incidents current, and the next one reads it', async () => {
    await using world = await setup({ incidents: 300 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    const [old] = world.pagerduty.truth(INTEGRATION).filter(({ ending }) => ending === 'person');
    const id = old?.id ?? '';
    world.pagerduty.mutate.reopen(id, { at: world.time.now + MINUTE });
    world.pagerduty.faults.next(
      { kind: 'status', status: 500 },
      { path: `/incidents/${id}/log_entries`, times: 9 },
    );
    world.time.now += 10 * MINUTE;
    await app.tick();
    const [one] = await app.store.incidents.get(WORKSPACE, INTEGRATION, [id]);
    expect(one).toMatchObject({ resolvedAt: null, enrichment: { reopened: 0 } });
    const { coverage, enrichment, runs } = await app.sync.status(WORKSPACE, INTEGRATION);
    expect(runs[0]?.outcome).toBe('failed');
    expect([coverage?.completeTo, enrichment?.coverage.completeTo]).toEqual([NOW + 10 * MINUTE, NOW]);

    world.pagerduty.faults.clear();
    world.time.now += HOUR;
    await app.tick();
    expect(await stored(app.store)).toEqual(truth(world));
    await app.shutDown();
  });
});

describe('severities', () => {
  test('are not asked for where nobody wants them', async () => {
    await using world = await setup({ incidents: 50 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    expect(world.pagerduty.requests.filter(({ path }) => path.endsWith('/alerts'))).toEqual([]);
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).severities).toBeNull();
    await app.shutDown();
  });

  test('an admin who wants them gets those of history and of what changes', async () => {
    await using world = await setup({ incidents: 300 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    await app.sync.wantSeverities(WORKSPACE, INTEGRATION);
    await app.sync.idle();
    expect(await stored(app.store)).toEqual(truth(world, { severities: true }));
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).severities?.share).toBe(1);

    world.pagerduty.mutate.create({ createdAt: world.time.now, severities: ['critical'] });
    world.time.now += 10 * MINUTE;
    await app.tick();
    expect(await stored(app.store)).toEqual(truth(world, { severities: true }));
    await app.shutDown();
  });

  test('a collection that filters by them wants them', async () => {
    await using world = await setup({ incidents: 60 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.store.collections.save({
      workspaceId: WORKSPACE,
      id: 'c1',
      name: 'Critical',
      description: '',
      tags: [],
      parentId: null,
      integrationIds: null,
      filter: [{ field: 'severity', operator: 'equals', values: ['critical'] }],
    });
    await app.sync.start();
    await app.sync.idle();
    expect(await stored(app.store)).toEqual(truth(world, { severities: true }));
    await app.shutDown();
  });

  test('an account without alerts is a fact, not a failure', async () => {
    await using world = await setup({ incidents: 20 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    for (const { id } of world.pagerduty.truth(INTEGRATION)) {
      world.pagerduty.faults.next(
        { kind: 'status', status: 402, code: 2014 },
        { path: `/incidents/${id}/alerts` },
      );
    }
    await app.sync.wantSeverities(WORKSPACE, INTEGRATION);
    await app.sync.idle();
    const { severities, health } = await app.sync.status(WORKSPACE, INTEGRATION);
    expect([severities?.share, health]).toEqual([1, 'HEALTHY']);
    await app.shutDown();
  });
});
