import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { INTEGRATION, NOW, type Setup, setup, stored, truth, WORKSPACE } from './setup.ts';

/** An account that is wholly synced, ten minutes ago. */
describe('the next run sees', () => {
  let world: Setup;
  let app: Awaited<ReturnType<Setup['boot']>>;

  beforeEach(async () => {
    world = await setup({
      months: 2,
      incidents: [
        { id: 'OPEN', createdAt: NOW - 20 * DAY },
        { id: 'ANCIENT', createdAt: NOW - 300 * DAY },
        { id: 'DONE', createdAt: NOW - 40 * DAY, resolvedAt: NOW - 40 * DAY + HOUR, priority: 'P1' },
        { id: 'OTHER', createdAt: NOW - 10 * DAY, resolvedAt: NOW - 10 * DAY + HOUR, service: 'ledger' },
      ],
    });
    app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    await app.tick();
    world.time.now += 9 * MINUTE;
  });
  afterEach(async () => {
    await app.shutDown();
    await world[Symbol.asyncDispose]();
  });

  const one = async (id: string): Promise<Incident | undefined> =>
    (await app.store.incidents.get(WORKSPACE, INTEGRATION, [id]))[0];

  test.each<[string, (world: Setup) => void, string, Partial<Incident>]>([
    ['a resolved one', ({ pagerduty }) => pagerduty.mutate.resolve('OPEN'), 'OPEN', { status: 'resolved' }],
    [
      'a resolved one of before the backfill',
      ({ pagerduty }) => pagerduty.mutate.resolve('ANCIENT'),
      'ANCIENT',
      { status: 'resolved' },
    ],
    [
      'one that was resolved without a log entry',
      ({ pagerduty }) => pagerduty.mutate.resolve('OPEN', { silent: true }),
      'OPEN',
      { status: 'resolved' },
    ],
    [
      'a reopened one',
      ({ pagerduty }) => pagerduty.mutate.reopen('DONE'),
      'DONE',
      { resolvedAt: null, ending: 'open' },
    ],
    [
      'one that was reopened without a log entry',
      ({ pagerduty }) => pagerduty.mutate.reopen('DONE', { silent: true }),
      'DONE',
      { resolvedAt: null },
    ],
    [
      'another priority',
      ({ pagerduty }) => pagerduty.mutate.reprioritise('DONE', 'P4'),
      'DONE',
      { priority: { id: 'PPRIO04', name: 'P4' } },
    ],
    [
      'another service',
      ({ pagerduty }) => pagerduty.mutate.move('DONE', 'search'),
      'DONE',
      { service: { id: 'PSVC006', name: 'search' } },
    ],
    [
      'another urgency',
      ({ pagerduty }) => pagerduty.mutate.changeUrgency('DONE', 'low'),
      'DONE',
      { urgency: 'low' },
    ],
    ['a merged one', ({ pagerduty }) => pagerduty.mutate.merge('OPEN', 'OTHER'), 'OPEN', { ending: 'merge' }],
    [
      'a new one',
      ({ pagerduty, time }) => pagerduty.mutate.create({ id: 'NEW', createdAt: time.now - MINUTE }),
      'NEW',
      { status: 'triggered' },
    ],
    [
      'a late one: written with a time before the last run',
      ({ pagerduty, time }) => pagerduty.mutate.create({ id: 'LATE', createdAt: time.now - 15 * MINUTE }),
      'LATE',
      { status: 'triggered' },
    ],
  ])('%s', async (_, mutate, id, expected) => {
    mutate(world);
    world.time.now += MINUTE;
    await app.tick();
    expect(await one(id)).toMatchObject(expected);
    expect(await stored(app.store)).toEqual(truth(world));
    const { coverage } = await app.sync.status(WORKSPACE, INTEGRATION);
    expect(coverage).toEqual({ coveredFrom: NOW - 200 * DAY, completeTo: world.time.now });
  });

  test('a deleted service, which keeps its last name', async () => {
    world.pagerduty.mutate.deleteService('search');
    await app.tick();
    const { services } = await app.store.incidents.directory(WORKSPACE, INTEGRATION);
    expect(services.find(({ name }) => name === 'search')?.deletedAt).toBe(world.time.now);
  });

  test('what happens in the very second in which it begins, and what follows within that second by the next', async () => {
    world.pagerduty.mutate.reprioritise('DONE', 'P4');
    await app.tick();
    expect(await one('DONE')).toMatchObject({ priority: { name: 'P4' } });
    world.pagerduty.mutate.reopen('DONE');
    await app.tick();
    expect(await one('DONE')).toMatchObject({ status: 'triggered', enrichment: { reopened: 1 } });
    expect(await stored(app.store)).toEqual(truth(world));
  });

  test('a log entry that PagerDuty shows late, after the incident that it moved', async () => {
    const { mutate } = world.pagerduty;
    mutate.reopen('DONE');
    world.time.now += 1;
    await app.tick();
    mutate.acknowledge('DONE', { at: world.time.now - 1 });
    world.time.now += 9 * MINUTE;
    await app.tick();
    expect(await stored(app.store)).toEqual(truth(world));
  });

  test('how far log entries are read never goes back, whatever the clocks say', async () => {
    world.pagerduty.mutate.reopen('DONE');
    await app.tick();
    const { coverage } = await app.store.sync.state(WORKSPACE, INTEGRATION);
    world.time.now -= 5;
    await app.tick();
    const state = await app.store.sync.state(WORKSPACE, INTEGRATION);
    expect(state.coverage).toEqual(coverage);
    expect(state.enrichment?.completeTo).toBe(coverage?.completeTo);
  });

  test('nothing where nothing happened, for at most four requests', async () => {
    const before = world.pagerduty.requests.length;
    await app.tick();
    expect(world.pagerduty.requests.length - before).toBeLessThanOrEqual(4);
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).runs[0]).toMatchObject({
      kind: 'changes',
      outcome: 'succeeded',
      stored: 0,
    });
  });

  test('what happened a moment ago is not asked for again', async () => {
    world.pagerduty.mutate.resolve('OPEN');
    world.pagerduty.mutate.reopen('DONE');
    world.pagerduty.mutate.create({ id: 'NEW', createdAt: world.time.now });
    world.time.now += MINUTE;
    await app.tick();
    const before = world.pagerduty.requests.length;
    world.time.now += MINUTE;
    await app.tick();
    expect(world.pagerduty.requests.slice(before).map(({ path }) => path)).toEqual([
      '/log_entries',
      '/incidents',
      '/incidents',
      '/services',
    ]);
  });

  test('after a night also what no log entry tells: names, deletions, quiet changes', async () => {
    world.time.now = NOW + DAY;
    world.pagerduty.mutate.renameService('search', 'find');
    world.pagerduty.mutate.deleteService('ledger');
    world.pagerduty.mutate.reprioritise('OTHER', 'P2', { silent: true });
    await app.tick();
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).runs[0]?.kind).toBe('nightly');
    expect((await one('OTHER'))?.priority?.name).toBe('P2');
    const { services } = await app.store.incidents.directory(WORKSPACE, INTEGRATION);
    expect(services.find(({ id }) => id === 'PSVC006')?.name).toBe('find');
    expect(services.find(({ name }) => name === 'ledger')?.deletedAt).toBe(world.time.now);
    world.time.now += 10 * MINUTE;
    await app.tick();
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).runs[0]?.kind).toBe('changes');
  });

  test('what happened while the app was down for a week', async () => {
    await app.shutDown();
    world.time.now += 7 * DAY;
    world.pagerduty.mutate.create({
      id: 'MISSED',
      createdAt: world.time.now - 3 * DAY,
      resolvedAt: world.time.now - 2 * DAY,
    });
    world.pagerduty.mutate.resolve('OPEN', { at: world.time.now - 5 * DAY });
    app = await world.boot();
    await app.sync.start();
    await app.sync.idle();
    expect(await stored(app.store)).toEqual(truth(world));
  });
});
