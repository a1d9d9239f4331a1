import { randomBytes, randomUUID } from 'node:crypto';
import { lookup } from 'node:dns';
import type { Config } from '../config.ts';
import { systemClock } from '../domain/clock.ts';
import { createMetrics } from '../http/metrics.ts';
import { guardedAgents } from '../integrations/guarded-agents.ts';
import { connectPagerDuty } from '../pagerduty/connect-pagerduty.ts';
import { createInTurn } from '../replica/in-turn.ts';
import { soleTicker } from '../replica/sole-ticker.ts';
import { cronTicker } from '../schedule/cron-ticker.ts';
import { openKeyring } from '../secrets/open-keyring.ts';
import type { Surfaces } from '../slack/listeners.ts';
import { standardTiming } from '../slack/timing.ts';
import { openStore } from '../store/open-store.ts';
import { createTracing } from '../tracing.ts';
import type { Surroundings } from './surroundings.ts';

const randomIds = { newId: () => randomUUID(), newRequestId: () => randomBytes(4).toString('hex') };

export type Foundation = Awaited<ReturnType<typeof layFoundation>>;

/** What everything else stands on: clock, keys, store, the way to PagerDuty. */
export async function layFoundation(config: Config, surroundings: Surroundings) {
  const { log, clock = systemClock, tracing = createTracing(), timing = standardTiming } = surroundings;
  const { newId, newRequestId } = surroundings.ids ?? randomIds;
  const keys = await openKeyring({
    key: config.encryptionKey,
    keyFile: config.encryptionKeyFile,
    previous: config.previousEncryptionKeys,
    dataDir: config.dataDir,
    onGenerated: (sentence) => log.warn(sentence),
  });
  /** Resolved when people can be told things. */
  const reachable = Promise.withResolvers<Pick<Surfaces, 'aboutStore'>>();
  const store = await openStore(config, {
    clock,
    onNotice: ({ kind, sentence }) => {
      log.warn({ kind }, sentence);
      // A database is the operator's: readiness and the log tell it, and each of several replicas would tell people.
      if (config.databaseUrl !== null) return;
      void reachable.promise.then((surfaces) => surfaces.aboutStore(sentence));
    },
  });
  const agentsFor = guardedAgents({ allowedOrigins: config.pagerDutyAllowedOrigins, lookup });
  /** This process, among others that share the store. */
  const owner = randomUUID();
  const ticker = cronTicker(log);
  const metrics = createMetrics();
  return {
    config,
    log,
    clock,
    timing,
    tracing,
    metrics,
    keys,
    keyring: keys.keyring,
    store,
    connect: connectPagerDuty({ clock, agentsFor, onRequest: metrics.observePagerDuty }),
    owner,
    ticker,
    inTurn: createInTurn({ leases: store.leases, owner }),
    /** Ticks on one replica each time. */
    sole: (name: string) => soleTicker({ ticker, leases: store.leases, owner, log }, name),
    newId,
    newRequestId,
    /** By which somebody who saw a failure finds it in the log. */
    newErrorId: () => tracing.current() ?? newRequestId(),
    onReachable: reachable.resolve,
  };
}
