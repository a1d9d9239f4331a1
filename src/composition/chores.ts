import { checkDepartures } from '../access/departures.ts';
import { DAY } from '../domain/duration.ts';
import type { Installations } from '../installations/installations.ts';
import type { Ticking } from '../schedule/ticker.ts';
import { createRotation } from '../secrets/create-rotation.ts';
import type { InFlight } from '../slack/in-flight.ts';
import { tellHeir } from '../slack/leaving/tell-heir.ts';
import type { DigestSide } from './digest-side.ts';
import { eachInTurn } from './each-in-turn.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './rules.ts';
import type { SlackSide } from './slack-side.ts';

const HOURLY = '23 * * * *';
const NIGHTLY = '41 3 * * *';

/** What is done by the clock, on one replica, whether or not anybody asks. */
export interface Chores {
  /** Follows the key file. Resolves when keys that changed while the app was down hold. */
  watchKeys(): Promise<void>;
  start(): void;
  stop(): void;
  forgetKeys(): Promise<void>;
  /** Deletes the data of workspaces that left a week ago and what is past its retention, and looks who left a workspace. */
  upkeep(): Promise<void>;
}

export interface ChoresParts {
  readonly foundation: Foundation;
  readonly slackSide: SlackSide;
  readonly rules: Rules;
  readonly digestSide: DigestSide;
  readonly installations: Installations;
  readonly inFlight: InFlight;
}

export function createChores(parts: ChoresParts): Chores {
  const { foundation, slackSide, rules, digestSide, installations, inFlight } = parts;
  const { config, store, keys, clock, log, sole } = foundation;
  const rotation = createRotation({ ...keys, store, dataDir: config.dataDir, clock, log });
  const ticking: Ticking[] = [];

  async function forgetOldIncidents(): Promise<void> {
    if (config.retentionDays === null) return;
    const gone = await store.workspaces.forgetBefore(clock.now() - config.retentionDays * DAY);
    if (gone > 0) log.info({ incidents: gone }, 'Incidents past RETENTION_DAYS were deleted.');
  }

  const departures = () =>
    checkDepartures({
      store,
      people: slackSide.people,
      audit: rules.audit,
      log,
      onPassed: tellHeir(slackSide),
      onDigestPassed: (digest) => digestSide.poster.tell(digest, { kind: 'passed' }),
    });

  const upkeep = () =>
    eachInTurn(
      [
        ['Removing what workspaces left behind', () => installations.sweep()],
        ['Deleting incidents past RETENTION_DAYS', forgetOldIncidents],
        ['Looking for people who left', departures],
        ['Looking after digests', () => digestSide.upkeep()],
      ],
      log,
    );

  return {
    watchKeys: () => rotation.start(),
    start() {
      // Nobody waits for it: another replica may be at it, or may have died over it a moment ago.
      inFlight.track(installations.resume()).catch((error: unknown) => {
        log.error({ error }, 'Removals that were cut off could not be looked for yet.');
      });
      ticking.push(sole('sweep')(HOURLY, () => installations.sweep()));
      ticking.push(sole('upkeep')(NIGHTLY, upkeep));
    },
    stop() {
      for (const each of ticking.splice(0)) each.stop();
    },
    forgetKeys: () => rotation.stop(),
    upkeep,
  };
}
