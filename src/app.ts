import { createChores } from './composition/chores.ts';
import { createDataSide } from './composition/data-side.ts';
import { createDigestSide, type DigestSide } from './composition/digest-side.ts';
import { layFoundation } from './composition/foundation.ts';
import { createPort } from './composition/port.ts';
import { createRules } from './composition/rules.ts';
import { createServices } from './composition/services.ts';
import { createSlackSide } from './composition/slack-side.ts';
import type { Surroundings } from './composition/surroundings.ts';
import type { Config } from './config.ts';
import { addGauges } from './http/gauges.ts';
import { createInstallations } from './installations/create-installations.ts';
import { inFlight } from './slack/in-flight.ts';
import { registerListeners } from './slack/listeners.ts';
import type { Sync } from './sync/sync.ts';
import { VERSION } from './version.ts';

/** The running app. */
export interface SeiPagerDuty {
  /** Opens the port and begins the schedule. Resolves with the port. */
  start(): Promise<number>;
  /** Refuses new work, finishes what people wait for, stores what is under way, closes. */
  stop(): Promise<void>;
  readonly sync: Sync;
  /** Digests go out by themselves; whoever moves the clock looks what is due by hand. */
  readonly digests: DigestSide['deliverer'];
  /** What is done at night. */
  upkeep(): Promise<void>;
}

const DRAIN_MILLISECONDS = 10_000;

/**
 * The composition root: it and `composition/` are the only places that make things and hand them to each other, from the
 * foundation up.
 */
export async function createApp(config: Config, surroundings: Surroundings): Promise<SeiPagerDuty> {
  const foundation = await layFoundation(config, surroundings);
  const { store, clock, log, keyring, metrics, inTurn } = foundation;
  const { sync, satelliteSide } = createDataSide(foundation);
  const slackSide = createSlackSide(foundation, {
    onPresent: (id) => installations.present(id),
    surroundings,
  });
  const rules = createRules(foundation, slackSide);
  const { audit } = rules;
  const installations = createInstallations({ store, keyring, sync, audit, clock, log, inTurn });
  const { satellites, routes: satelliteRoutes } = satelliteSide.serve(rules);
  const digestSide = createDigestSide(foundation, slackSide, rules, surroundings);
  const working = inFlight();
  const parts = {
    foundation,
    slackSide,
    rules,
    digestSide,
    sync,
    satellites,
    installations,
    inFlight: working,
  };
  const surfaces = registerListeners(slackSide.bolt.app, createServices(parts));
  const chores = createChores(parts);
  let isStopping = false;
  const server = createPort({ ...parts, satelliteRoutes, isStopping: () => isStopping });
  addGauges(metrics.registry, {
    store,
    clock,
    workInFlight: working.size,
    pendingDigests: digestSide.deliverer.pending,
  });
  const { credentials, bolt } = slackSide;

  return {
    sync,
    digests: digestSide.deliverer,
    upkeep: chores.upkeep,
    async start() {
      const port = await server.listen(config.port, surroundings.host);
      log.info({ port, version: VERSION }, `listening on port ${port}`);
      await chores.watchKeys();
      await credentials.begin();
      await bolt.start();
      await sync.start();
      satelliteSide.start();
      await surfaces.resume();
      foundation.onReachable(surfaces);
      chores.start();
      digestSide.start();
      return port;
    },
    async stop() {
      isStopping = true;
      credentials.end();
      chores.stop();
      satelliteSide.stop();
      await digestSide.stop();
      await bolt.stop();
      await server.close(DRAIN_MILLISECONDS);
      surfaces.stop();
      await working.drain(DRAIN_MILLISECONDS);
      await sync.stop();
      await chores.forgetKeys();
      await credentials.tokens.settle();
      await store.close();
      log.info('stopped');
    },
  };
}
