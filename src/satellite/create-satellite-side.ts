import type { Access } from '../access/access.ts';
import type { Audit } from '../audit/audit.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { Route } from '../http/server.ts';
import type { InTurn } from '../replica/in-turn.ts';
import type { Ticker, Ticking } from '../schedule/ticker.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import { createSyncEvents } from '../sync/sync-events.ts';
import { createSatellites } from './fleet/create-satellites.ts';
import { createPresence } from './fleet/presence.ts';
import type { Random } from './fleet/satellite-key.ts';
import { satelliteSync } from './fleet/satellite-sync.ts';
import type { Satellites } from './fleet/satellites.ts';
import { createWatch } from './fleet/watch.ts';
import { createIntake } from './intake/create-intake.ts';

export interface SatelliteSideOptions {
  readonly store: Store;
  /** Of the integrations that the app reads itself. */
  readonly sync: Sync;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly ticker: Ticker;
  /** Of all replicas. */
  readonly inTurn: InTurn;
  /** The app's version. */
  readonly version: string;
  readonly config: Pick<Config, 'publicUrl' | 'syncCron' | 'backfillDays'>;
}

/** The app's side of satellites. */
export interface SatelliteSide {
  /** The sync of all integrations, whoever reads them. */
  readonly sync: Sync;
  serve(people: { readonly access: Access; readonly audit: Audit }): {
    readonly satellites: Satellites;
    /** `/satellite/v1/…` */
    readonly routes: Readonly<Record<string, Route>>;
  };
  /** Begins to look every minute whether one is missing. */
  start(): void;
  stop(): void;
}

const EVERY_MINUTE = '* * * * *';

/** Makes what the app needs for satellites, and wires it. */
export function createSatelliteSide(options: SatelliteSideOptions): SatelliteSide {
  const { store, clock, log, random, ticker, inTurn, version, config } = options;
  const presence = createPresence({ store: store.satellites, clock });
  const events = createSyncEvents(log);
  const watch = createWatch({ store, presence, events, clock });
  const { publicUrl, syncCron, backfillDays } = config;
  let watching: Ticking | null = null;

  return {
    sync: satelliteSync({ sync: options.sync, store, presence, events }),
    serve: ({ access, audit }) => ({
      satellites: createSatellites({ store, access, audit, presence, clock, random, publicUrl, version }),
      routes: createIntake({
        inTurn,
        store,
        audit,
        presence,
        watch,
        events,
        clock,
        log,
        random,
        version,
        syncCron,
        backfillDays,
      }),
    }),
    start() {
      watching ??= ticker(EVERY_MINUTE, watch.look);
    },
    stop() {
      watching?.stop();
      watching = null;
    },
  };
}
