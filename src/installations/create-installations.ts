import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import { DAY, type Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Integration } from '../domain/integration.ts';
import type { Log } from '../domain/log.ts';
import { isKeyErased, withoutKey } from '../integrations/erased-key.ts';
import type { InTurn } from '../replica/in-turn.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Installation } from '../store/installation-store.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import type { Arrival, Installations } from './installations.ts';
import { tokenContext } from './token-context.ts';

export interface InstallationsOptions {
  readonly store: Pick<Store, 'installations' | 'integrations' | 'workspaces' | 'satellites'>;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly sync: Pick<Sync, 'halt'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Across replicas. */
  readonly inTurn: InTurn;
}

/** How long data is kept after the app was removed. */
export const GRACE: Seconds = 7 * DAY;

/** Installations over a store. What concerns one workspace happens one after the other. */
export function createInstallations(options: InstallationsOptions): Installations {
  const { store, keyring, sync, audit, clock, log } = options;
  const turns = new Map<string, Promise<unknown>>();
  /** Removals that failed, for instance on a full disk: the sweep tries again. */
  const unfinished = new Map<string, Instant>();

  function inTurn<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> {
    const apart = () => options.inTurn({ workspaceId, name: 'installation' }, work);
    const done = (turns.get(workspaceId) ?? Promise.resolve()).then(apart);
    const settled = done.catch(() => {}); // its own caller hears of it
    turns.set(workspaceId, settled);
    void settled.then(() => {
      if (turns.get(workspaceId) === settled) turns.delete(workspaceId);
    });
    return done;
  }

  function record(workspaceId: string, what: string, userId?: string): Promise<void> {
    return audit.record(userId === undefined ? { workspaceId } : { workspaceId, userId }, {
      what,
      object: { kind: 'workspace', id: workspaceId, name: '' },
      before: null,
      after: null,
    });
  }

  /** Nothing is read any more, and nothing could be: every key goes before any sync is waited for. */
  async function takeKeys(workspaceId: string): Promise<void> {
    const all = await store.integrations.list(workspaceId);
    for (const integration of all) {
      if (isSilent(integration)) continue;
      const keyless =
        integration.mode === 'cloud' ? withoutKey(integration) : { ...integration, paused: true };
      await store.integrations.save(keyless);
    }
    for (const { id } of await store.satellites.list(workspaceId))
      await store.satellites.delete(workspaceId, id);
    for (const { id } of await store.satellites.enrolments(workspaceId))
      await store.satellites.deleteEnrolment(workspaceId, id);
    for (const { id } of all) await sync.halt(workspaceId, id);
  }

  async function install(arrival: Arrival) {
    const { accessToken, rotation, ...facts } = arrival;
    const { workspaceId } = facts;
    // The grace ends by the clock, not when the next sweep comes by.
    if (await isOver(workspaceId)) await forget(workspaceId);
    const before = await store.installations.get(workspaceId);
    const context = tokenContext(workspaceId);
    await store.installations.save({
      ...facts,
      installedAt: clock.now(),
      tokens: {
        access: keyring.seal(accessToken, context),
        rotation: rotation && {
          refresh: keyring.seal(rotation.refreshToken, context),
          expiresAt: rotation.expiresAt,
        },
      },
      leftAt: null,
    });
    await record(workspaceId, 'app installed', arrival.installerId);
    if (before === undefined) return 'new';
    return before.leftAt === null ? 'again' : 'returned';
  }

  async function leave(workspaceId: string, at: Instant): Promise<void> {
    const known = await store.installations.get(workspaceId);
    if (known && (known.leftAt !== null || known.installedAt > at)) return;
    // The token first: nothing that fails behind it keeps it. Only what is done to the end counts as left, so that the rest
    // is tried again.
    if (known) await store.installations.save({ ...known, tokens: null });
    await takeKeys(workspaceId);
    await store.workspaces.purge();
    await store.installations.save({ ...(known ?? unknown(workspaceId)), tokens: null, leftAt: clock.now() });
    await record(workspaceId, 'app removed');
    log.info(
      { workspaceId },
      'The app was removed: tokens and keys are deleted, the data follows in 7 days.',
    );
  }

  async function forget(workspaceId: string): Promise<void> {
    const installation = await store.installations.get(workspaceId);
    // It may have come back while this waited for its turn.
    if (!installation || installation.leftAt === null) return;
    await takeKeys(workspaceId);
    await store.workspaces.forget(workspaceId);
    await store.installations.delete(workspaceId);
    await record(workspaceId, 'data deleted after the app was removed');
    log.info({ workspaceId }, 'The data of a workspace that had removed the app is deleted.');
  }

  async function isOver(workspaceId: string): Promise<boolean> {
    const leftAt = (await store.installations.get(workspaceId))?.leftAt ?? null;
    return leftAt !== null && clock.now() - leftAt >= GRACE;
  }

  /** Within the grace takes what came in while the app was being removed: a key that PagerDuty was asked about just then. */
  async function sweepOne(workspaceId: string): Promise<void> {
    if (await isOver(workspaceId)) return forget(workspaceId);
    const installation = await store.installations.get(workspaceId);
    if (!installation || installation.leftAt === null) return;
    if ((await store.integrations.list(workspaceId)).every(isSilent)) return;
    await takeKeys(workspaceId);
    await store.workspaces.purge();
  }

  /** One workspace's failure is no other's. */
  async function apart(workspaceId: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      log.error({ workspaceId, error }, 'What a workspace left behind could not be deleted yet.');
    });
  }

  async function left(workspaceId: string, at: Instant): Promise<void> {
    unfinished.set(workspaceId, at);
    await inTurn(workspaceId, () => leave(workspaceId, at));
    unfinished.delete(workspaceId);
  }

  return {
    installed: (arrival) => inTurn(arrival.workspaceId, () => install(arrival)),

    present: (workspaceId) =>
      inTurn(workspaceId, async () => {
        const known = await store.installations.get(workspaceId);
        if (known && known.leftAt !== null) {
          await store.installations.save({ ...known, installedAt: clock.now(), leftAt: null });
          await record(workspaceId, 'app installed');
        }
      }),

    left,

    async sweep() {
      for (const [workspaceId, at] of unfinished) await apart(workspaceId, () => left(workspaceId, at));
      for (const { workspaceId, leftAt } of await store.installations.all()) {
        if (leftAt === null) continue;
        await apart(workspaceId, () => inTurn(workspaceId, () => sweepOne(workspaceId)));
      }
    },
  };
}

/** Without a key, or read by a satellite alone, and paused. */
function isSilent(integration: Integration): boolean {
  return integration.paused && (integration.mode === 'satellite' || isKeyErased(integration));
}

/** For a workspace whose token came from the environment: there was nothing to store. */
function unknown(workspaceId: string): Installation {
  return {
    workspaceId,
    kind: workspaceId.startsWith('E') ? 'organisation' : 'team',
    name: '',
    botId: '',
    botUserId: '',
    scopes: [],
    installerId: '',
    installedAt: 0,
    tokens: null,
    leftAt: null,
  };
}
