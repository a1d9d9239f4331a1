import { randomBytes } from 'node:crypto';
import { createSatelliteSide } from '../satellite/create-satellite-side.ts';
import { createSync } from '../sync/create-sync.ts';
import { VERSION } from '../version.ts';
import type { Foundation } from './foundation.ts';

/** What brings incidents in: the app's own sync, and satellites. */
export function createDataSide(foundation: Foundation) {
  const { config, store, clock, log, metrics, sole, inTurn } = foundation;
  const { syncCron, backfillDays } = config;
  const satelliteSide = createSatelliteSide({
    store,
    sync: createSync({ ...foundation, syncCron, backfillDays }),
    clock,
    log,
    random: randomBytes,
    ticker: sole('satellite watch'),
    inTurn,
    version: VERSION,
    config,
  });
  satelliteSide.sync.subscribe(metrics.observeSync);
  return { satelliteSide, sync: satelliteSide.sync };
}
