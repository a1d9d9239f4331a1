import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../../domain/clock.ts';
import type { Log } from '../../log.ts';
import { connectPagerDuty } from '../../pagerduty/connect-pagerduty.ts';
import { sleep } from '../../pagerduty/sleep.ts';
import { cronTicker } from '../../schedule/cron-ticker.ts';
import { PROTOCOL } from '../protocol/version.ts';
import { type AppClock, appClock } from './app-clock.ts';
import { checkSatellite } from './check/check-satellite.ts';
import type { Finding } from './check/finding.ts';
import { CredentialFile } from './credential-file.ts';
import { enrol } from './enrol.ts';
import type { SatelliteConfig } from './file/satellite-config.ts';
import { IntakeClient } from './intake/intake-client.ts';
import { waysOut } from './network/ways-out.ts';
import { Satellite } from './satellite.ts';

/** How often a request to the app is repeated before the work is given up, to begin again where the app stands: a minute. */
const TRIES = 8;

export interface SatelliteParts {
  readonly version: string;
  readonly ownClock?: Clock;
  /** Version of the protocol to speak; another than ours only in tests. */
  readonly protocol?: number;
}

/** The composition root of the satellite: made of a configuration, used once. */
export function createSatellite(
  config: SatelliteConfig,
  { version, ownClock = systemClock, protocol = PROTOCOL }: SatelliteParts,
) {
  const ways = waysOut(config);
  const clock: AppClock = appClock(ownClock);
  const ownNow = () => ownClock.now();
  const client = new IntakeClient({
    url: config.url,
    tenant: config.tenant,
    way: ways.app,
    version,
    protocol,
  });
  const file = new CredentialFile(config.credentialPath);
  const connect = connectPagerDuty({ clock, agentsFor: () => ways.pagerDuty });
  const patience = { sleep, random: Math.random, tries: TRIES };

  return {
    /** Tests everything that it needs, and changes nothing. */
    check: (): Promise<readonly Finding[]> =>
      checkSatellite({ config, client, file, connect, ownNow, protocol }),

    /** Enrols where that was not done, then works until the signal comes. Rejects where only a person can mend it. */
    async run(log: Log, onCredential: (credential: string) => void, signal: AbortSignal): Promise<void> {
      const forever = { ...patience, tries: Number.POSITIVE_INFINITY, signal };
      const enrolled = await enrol({
        config,
        file,
        client,
        version,
        newId: randomUUID,
        patience: forever,
        log,
      });
      onCredential(enrolled.credential);
      const satellite = new Satellite({
        config,
        client,
        credential: enrolled.credential,
        connect,
        clock,
        ownNow,
        log: log.child({ satelliteId: enrolled.satelliteId }),
        newId: randomUUID,
        patience,
        ticker: cronTicker(log),
        version,
        memory: () => process.memoryUsage.rss(),
      });
      const stop = Promise.withResolvers<void>();
      const end = () => satellite.stop().then(stop.resolve, stop.reject);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) await end();
      await satellite.run();
      await stop.promise;
    },
  };
}
