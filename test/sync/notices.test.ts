import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import type { SyncState } from '../../src/store/sync-store.ts';
import { noticesOf, type Standing } from '../../src/sync/notices.ts';
import { INTEGRATION, setup, WORKSPACE } from './setup.ts';

const NOW = 1_795_168_800;
const STATE: SyncState = { coverage: null, backfill: null, nightlyAt: null };
const REFUSED = { cause: 'key refused', sentence: 'Refused.' } as const;
const NETWORK = { cause: 'network', sentence: 'No answer.' } as const;

const run = (
  hoursAgo: number,
  failure: SyncRun['failure'] = null,
  kind: SyncRun['kind'] = 'changes',
): SyncRun => ({
  id: `${hoursAgo}`,
  kind,
  startedAt: NOW - hoursAgo * HOUR,
  duration: 0,
  outcome: failure ? 'failed' : 'succeeded',
  stored: 0,
  rejected: 0,
  requests: 1,
  retries: 0,
  failure,
});
const standing = (runs: SyncRun[], state = STATE): Standing => ({
  state,
  runs,
  now: NOW,
  connectedAt: NOW - 24 * HOUR,
  key: 'k1',
});

describe('what the owner is told', () => {
  test('nothing while it works, and nothing is written', () => {
    expect(noticesOf(standing([run(0), run(7, NETWORK)]))).toEqual({ notices: [], state: STATE });
    expect(noticesOf(standing([])).state).toBe(STATE);
  });

  test('a refused key, once for each key', () => {
    const first = noticesOf(standing([run(0, REFUSED), run(1)]));
    expect(first.notices).toEqual([{ kind: 'stopped', failure: REFUSED }]);
    expect(noticesOf(standing([run(0, REFUSED)], first.state)).notices).toEqual([]);
    expect(noticesOf({ ...standing([run(0, REFUSED)], first.state), key: 'k2' }).notices).toHaveLength(1);
    expect(noticesOf(standing([run(0)], first.state)).state).toEqual(STATE);
  });

  test('a drought of six hours, once, until something comes in', () => {
    expect(noticesOf(standing([run(0, NETWORK), run(5.9)])).notices).toEqual([]);
    const first = noticesOf(standing([run(0, NETWORK), run(6)]));
    expect(first.notices).toEqual([{ kind: 'stale', since: NOW - 6 * HOUR, failure: NETWORK }]);
    expect(noticesOf(standing([run(0, NETWORK), run(7)], first.state)).notices).toEqual([]);
    const again = noticesOf(standing([run(0)], first.state));
    expect(again).toEqual({ notices: [], state: STATE });
  });

  test('one that never worked counts from when it was connected', () => {
    expect(noticesOf(standing([run(0, NETWORK)])).notices).toEqual([
      { kind: 'stale', since: NOW - 24 * HOUR, failure: NETWORK },
    ]);
  });

  test('log entries that come in are no incidents', () => {
    const runs = [run(0, null, 'enrichment'), run(0, NETWORK), run(7)];
    expect(noticesOf(standing(runs)).notices).toMatchObject([{ kind: 'stale' }]);
  });

  test('what was stopped says nothing', () => {
    const stopped: SyncRun = { ...run(0), outcome: 'stopped' };
    expect(noticesOf(standing([stopped, run(0, REFUSED)], { ...STATE, refusedKey: 'k1' })).notices).toEqual(
      [],
    );
  });
});

describe('the sync tells', () => {
  test('that a key is refused: once, and asks no more, also after a restart', async () => {
    await using world = await setup({ incidents: 20 });
    let app = await world.boot();
    await app.store.integrations.save({ ...world.integration, apiKey: world.sealed('revoked') });
    await app.sync.start();
    await app.tick();
    expect(app.events.filter(({ kind }) => kind === 'stopped')).toMatchObject([
      { workspaceId: WORKSPACE, integrationId: INTEGRATION, failure: { cause: 'key refused' } },
    ]);
    const asked = world.pagerduty.requests.length;
    await app.shutDown();
    app = await world.boot();
    await app.sync.start();
    await app.tick();
    expect(world.pagerduty.requests.length).toBe(asked);
    expect(app.events).toEqual([]);

    await app.store.integrations.save(world.integration);
    await app.tick();
    expect((await app.sync.status(WORKSPACE, INTEGRATION)).incidents).toBe(20);
    expect((await app.store.sync.state(WORKSPACE, INTEGRATION)).refusedKey).toBeUndefined();
    await app.shutDown();
  });

  test('that nothing has come in for six hours: once, across restarts', async () => {
    await using world = await setup({ incidents: 20 });
    let app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    world.pagerduty.faults.next({ kind: 'status', status: 503 }, { times: 100_000 });
    const stale = () => app.events.filter(({ kind }) => kind === 'stale').length;
    for (let hours = 1; hours <= 7; hours++) {
      world.time.now += HOUR;
      await app.tick();
      expect(stale()).toBe(hours >= 6 ? 1 : 0);
    }
    await app.shutDown();
    app = await world.boot();
    await app.sync.start();
    await app.tick();
    expect(stale()).toBe(0);
    world.pagerduty.faults.clear();
    world.time.now += 10 * MINUTE;
    await app.tick();
    expect((await app.store.sync.state(WORKSPACE, INTEGRATION)).toldStaleSince).toBeUndefined();
    await app.shutDown();
  });
});
