import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantOf } from '../../src/domain/instant.ts';
import { type Cluster, type Replica, startCluster } from './cluster.ts';
import { hasDebianPostgres, type PostgresPair, startPostgresPair } from './standby.ts';
import { dataOf, truthOf } from './truth.ts';
import { until } from './until.ts';

describe.skipIf(!hasDebianPostgres)('a failover to a streaming standby (Debian’s postgresql)', () => {
  let pair: PostgresPair;
  let cluster: Cluster;
  let replicas: readonly Replica[];
  beforeAll(async () => {
    pair = await startPostgresPair();
    cluster = await startCluster({ databaseUrl: pair.url, pagerduty: { incidents: 400, latency: 10 } });
    replicas = [await cluster.startReplica(), await cluster.startReplica()];
    cluster.slack.setAppUrl(replicas[0]?.url ?? '');
    await cluster.connect('Production');
    await until('the account is read', cluster, async () => {
      const { backfill } = await cluster.store.sync.state(cluster.workspaceId, 'Production');
      return backfill?.finishedAt != null;
    });
  });
  afterAll(async () => {
    await cluster.stop();
    await pair.stop();
  });

  const ready = () => Promise.all(replicas.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
  async function answer(): Promise<string> {
    const asked = await cluster.slack.person('alice').command('/sei-mttr', 'last=90d');
    return JSON.stringify(await asked.reply());
  }
  /** Something happens in PagerDuty all the time, and syncs run. */
  function load() {
    const ending = new AbortController();
    const done = (async () => {
      while (!ending.signal.aborted) {
        cluster.pagerduty.mutate.create({ createdAt: instantOf(new Date()) });
        await setTimeout(100);
      }
    })();
    return async () => {
      ending.abort();
      await done;
    };
  }

  test('answers “try again” while nobody is there, and goes on where it was once the standby is promoted', async () => {
    const finish = load();
    expect(await ready()).toEqual([200, 200]);
    expect(await answer()).toContain('incidents');

    await pair.crash();
    await until('both say that they are not ready', cluster, async () =>
      (await ready()).every((status) => status === 503),
    );
    expect(await answer()).toContain('try again in a minute');

    await pair.promote();
    await until('both are ready', cluster, async () => (await ready()).every((status) => status === 200));
    expect(await answer()).toContain('incidents');
    await finish();
    await until(
      'all data is true',
      cluster,
      async () => (await dataOf(cluster, 'Production')) === truthOf(cluster, 'Production'),
    );
  });
});
