import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/duration.ts';
import { INTEGRATION, type Setup, setup, WORKSPACE } from './setup.ts';

describe('the sync', () => {
  let world: Setup;
  let app: Awaited<ReturnType<Setup['boot']>>;
  const requests = () => world.pagerduty.requests.length;
  const status = () => app.sync.status(WORKSPACE, INTEGRATION);

  beforeEach(async () => {
    world = await setup({ incidents: 300 });
    app = await world.boot();
    await app.store.integrations.save(world.integration);
  });
  afterEach(async () => {
    await app.shutDown();
    await world[Symbol.asyncDispose]();
  });

  test('does one run at a time for an integration', async () => {
    expect(await app.sync.syncNow(WORKSPACE, INTEGRATION)).toBe('started');
    expect(await app.sync.syncNow(WORKSPACE, INTEGRATION)).toBe('already running');
    expect((await status()).running).toBe(true);
    await app.sync.idle();
    expect((await status()).running).toBe(false);
  });

  test('takes along who asks while a run is at its very end', async () => {
    await app.sync.start();
    await app.sync.idle();
    const { release } = app.store.leases;
    const before = (await status()).runs.length;
    app.store.leases.release = async (lease) => {
      app.store.leases.release = release;
      expect(await app.sync.syncNow(WORKSPACE, INTEGRATION)).toBe('already running');
      return release(lease);
    };
    await app.tick();
    expect((await status()).runs.length - before).toBe(2);
  });

  test('leaves a paused integration alone', async () => {
    await app.store.integrations.save({ ...world.integration, paused: true });
    await app.sync.start();
    await app.tick();
    expect(await app.sync.syncNow(WORKSPACE, INTEGRATION)).toBe('paused');
    expect(requests()).toBe(0);
    expect((await status()).health).toBe('PAUSED');
  });

  test('stops the schedule of a key that PagerDuty refuses, until there is another', async () => {
    await app.store.integrations.save({ ...world.integration, apiKey: world.sealed('revoked') });
    await app.sync.start();
    await app.sync.idle();
    expect((await status()).runs).toMatchObject([
      {
        outcome: 'failed',
        failure: { cause: 'key refused', sentence: expect.stringContaining('Re-authenticate') },
      },
    ]);
    const after = requests();
    await app.tick();
    await app.tick();
    expect(requests()).toBe(after);
    await app.store.integrations.save(world.integration);
    await app.tick();
    expect(await status()).toMatchObject({ health: 'WARNING', incidents: 300 });
  });

  test('asks again where a person asks, even with a refused key', async () => {
    await app.store.integrations.save({ ...world.integration, apiKey: world.sealed('revoked') });
    await app.sync.start();
    await app.sync.idle();
    const after = requests();
    await app.sync.syncNow(WORKSPACE, INTEGRATION);
    await app.sync.idle();
    expect(requests()).toBeGreaterThan(after);
  });

  test('a key that does not open is a failed run, not a silence', async () => {
    const moved = { ...world.integration, id: 'i2', name: 'Moved' };
    await app.store.integrations.save(moved);
    await app.sync.syncNow(WORKSPACE, 'i2');
    await app.sync.idle();
    expect((await app.sync.status(WORKSPACE, 'i2')).runs).toMatchObject([
      { outcome: 'failed', failure: { sentence: expect.stringContaining('ENCRYPTION_KEY') } },
    ]);
  });

  test('ends at once, also while PagerDuty hangs', async () => {
    world.pagerduty.faults.next({ kind: 'hang' }, { path: '/incidents' });
    await app.sync.start();
    while (!world.pagerduty.requests.some(({ path }) => path === '/incidents')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await app.sync.stop();
    expect(await status()).toMatchObject({
      running: false,
      runs: [{ outcome: 'stopped' }],
      health: 'UNKNOWN',
    });
  });

  test('halting one integration ends its run and nothing else', async () => {
    await app.sync.start();
    await app.sync.halt(WORKSPACE, INTEGRATION);
    expect(await status()).toMatchObject({ running: false, runs: [{ outcome: 'stopped' }] });
    await app.tick();
    expect(await status()).toMatchObject({ health: 'HEALTHY', incidents: 300 });
  });

  test('a run that fails for changes does not lose its place', async () => {
    await app.sync.start();
    await app.sync.idle();
    const before = await status();
    world.time.now += 10 * MINUTE;
    world.pagerduty.faults.next({ kind: 'truncated' }, { path: '/log_entries', times: 20 });
    await app.tick();
    expect(await status()).toMatchObject({ health: 'WARNING', coverage: before.coverage });
    world.pagerduty.faults.clear();
    await app.tick();
    expect((await status()).coverage?.completeTo).toBe(world.time.now);
  });

  test('a listener that fails harms nobody', async () => {
    app.sync.subscribe(() => {
      throw new Error('listener');
    });
    await app.sync.start();
    await app.sync.idle();
    expect((await status()).health).toBe('HEALTHY');
  });

  test('integrations of two workspaces go side by side and apart', async () => {
    const other = { ...world.integration, workspaceId: 'T2', id: 'i9', name: 'Production' };
    await app.store.integrations.save({ ...other, apiKey: world.sealed('unused') });
    await app.sync.start();
    await app.sync.idle();
    expect((await status()).incidents).toBe(300);
    expect((await app.sync.status('T2', 'i9')).incidents).toBe(0);
    expect((await app.sync.status('T1', 'i9')).incidents).toBe(0);
  });
});
