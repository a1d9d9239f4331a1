import { setTimeout as wait } from 'node:timers/promises';
import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import { RefusedError } from '../../access/refused-error.ts';
import { HOUR } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Services } from '../services.ts';
import { slackErrorCode } from '../slack-error.ts';
import { type HomeServices, homeContent } from './home-content.ts';
import { homeNumbers } from './home-numbers.ts';
import { type HomeContent, homeView, refusedHome, welcomeHome } from './home-view.ts';
import { createPictures } from './pictures.ts';

type Needed = HomeServices & Pick<Services, 'reports' | 'clock' | 'log' | 'timing' | 'clientOf' | 'inFlight'>;

interface Viewing {
  readonly client: WebClient;
  readonly caller: Actor;
}

/** The App Homes of everybody. */
export interface Home {
  /**
   * Draws somebody's Home, as far as they may see; its picture follows as soon as Slack has it.
   *
   * @param from how many collections to leave out at the beginning
   */
  publish(viewing: Viewing, from?: number): Promise<void>;
  /**
   * Shows somebody what they just changed, and others soon. What Slack does not take is for the log: the change is done, and
   * its answer must not say otherwise.
   */
  show(viewing: Viewing): Promise<void>;
  /** What was computed for a workspace is not true any more: what is counted, or who sees it, changed. */
  changed(workspaceId: string): void;
  /** Follows the data no more. */
  stop(): void;
}

/** Slack shows a file a little after it took it, milliseconds. */
const PICTURE_PATIENCE = [500, 1_000, 2_000, 4_000, 8_000];
const NOT_READY: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_arguments',
  'slack_file_not_found',
]);
/** Whoever looked at their Home within so long sees it change with the data. */
const LOOKING_FOR = HOUR;
const MOST_LOOKING = 1_000;

/** Somebody who looked at their Home lately. */
interface Looking {
  readonly caller: Actor;
  readonly from: number;
  readonly at: Instant;
  /** What they were shown last, as JSON. */
  shown: string | null;
  /** Which drawing is the latest: an older one that still waits for its picture must not overwrite it. */
  drawing: number;
}

/** Draws Homes when they are opened, and again when the data behind them changes. */
export function createHome(services: Needed): Home {
  const { access, people, connections, clientOf, clock, log, timing, inFlight, sync } = services;
  const numbers = homeNumbers(services.reports, clock);
  const pictures = createPictures(clock);
  const looking = new Map<string, Looking>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const stopping = new AbortController();

  const unsubscribe = sync.subscribe((event) => {
    if (event.kind === 'run' && event.run.stored === 0 && event.run.outcome === 'succeeded') return;
    changed(event.workspaceId);
  });

  function changed(workspaceId: string): void {
    numbers.forget(workspaceId);
    if (waiting.has(workspaceId) || stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      waiting.delete(workspaceId);
      void inFlight.track(refresh(workspaceId));
    }, timing.home);
    waiting.set(workspaceId, timer);
  }

  /** One after the other, so that Slack is asked no more often than it allows. */
  async function refresh(workspaceId: string): Promise<void> {
    for (const [key, each] of [...looking]) {
      if (stopping.signal.aborted) return;
      if (clock.now() - each.at > LOOKING_FOR) looking.delete(key);
      else if (each.caller.workspaceId === workspaceId) {
        try {
          await draw(await clientOf(workspaceId), each, { onlyIfNew: true });
        } catch (error) {
          log.warn({ workspaceId, error }, 'A Home was not drawn anew.');
        }
      }
    }
  }

  async function draw(
    client: WebClient,
    viewer: Looking,
    { onlyIfNew }: { readonly onlyIfNew: boolean },
  ): Promise<void> {
    const { caller, from } = viewer;
    viewer.drawing += 1;
    const { drawing: mine } = viewer;
    const show = async (view: HomeView) => {
      const isOvertaken = viewer.drawing !== mine || (looking.get(keyOf(caller)) ?? viewer) !== viewer;
      const shown = JSON.stringify(view);
      if (isOvertaken || (onlyIfNew && viewer.shown === shown)) return;
      await client.views.publish({ user_id: caller.userId, view });
      viewer.shown = shown;
    };
    try {
      await access.demand(caller, 'see integrations');
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return show(refusedHome(error));
    }
    const standing = await access.standing(caller);
    if ((await connections.list(caller)).length === 0) {
      const helpers = allows(standing, 'connect') ? [] : await people.admins(caller);
      return show(welcomeHome({ standing, helpers }));
    }
    const { content, drawing } = await homeContent(services, numbers, caller, from);
    const homeOf = (picture: HomeContent['picture']) =>
      homeView({ ...content, picture }, { standing, helpers: [] });
    if (drawing === null) return show(homeOf(null));
    const { workspaceId } = caller;
    const known = pictures.known(workspaceId, drawing.svg);
    if (known !== null) return show(homeOf({ fileId: known, alt: drawing.alt }));
    if (!onlyIfNew || viewer.shown === null) await show(homeOf(null));
    try {
      const fileId = await pictures.send(client, workspaceId, drawing.svg, drawing.alt);
      await whenReady(() => show(homeOf({ fileId, alt: drawing.alt })));
    } catch (error) {
      // The numbers are there in words; the picture comes with the next opening.
      log.warn({ workspaceId, error }, 'A picture for the Home could not be shown.');
    }
  }

  /** Tries again while Slack does not know the file yet. */
  async function whenReady(show: () => Promise<void>): Promise<void> {
    for (const patience of [...PICTURE_PATIENCE, null]) {
      try {
        return await show();
      } catch (error) {
        if (patience === null || !NOT_READY.has(slackErrorCode(error) ?? '')) throw error;
        await wait(patience, undefined, { signal: stopping.signal });
      }
    }
  }

  async function publish({ client, caller }: Viewing, from = 0): Promise<void> {
    const viewer: Looking = { caller, from, at: clock.now(), shown: null, drawing: 0 };
    looking.delete(keyOf(caller));
    looking.set(keyOf(caller), viewer);
    const [oldest] = looking.keys();
    if (looking.size > MOST_LOOKING && oldest !== undefined) looking.delete(oldest);
    await draw(client, viewer, { onlyIfNew: false });
  }

  return {
    publish,
    async show(viewing) {
      const { workspaceId } = viewing.caller;
      changed(workspaceId);
      await publish(viewing).catch((error: unknown) => {
        log.warn({ workspaceId, error }, 'A Home was not drawn after a change.');
      });
    },
    changed,
    stop() {
      unsubscribe();
      stopping.abort();
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

function keyOf({ workspaceId, teamId, userId }: Actor): string {
  return JSON.stringify([workspaceId, teamId, userId]);
}
