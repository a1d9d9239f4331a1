import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import { DAY, type Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Integration } from '../domain/integration.ts';
import type { Log } from '../domain/log.ts';
import { isKeyErased, withoutKey } from '../integrations/erased-key.ts';
import type { InTurn } from '../replica/in-turn.ts';
import { oneByOne } from '../replica/one-by-one.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Installation } from '../store/installation-store.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import type { Arrival, Installations } from './installations.ts';
import { tokenContext } from './token-context.ts';
import { NotInstalledError } from './tokens.ts';

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
  const turns = oneByOne();
  /** Removals that could not even be noted in the store, for instance on a full disk: the sweep tries again. */
  const unnoted = new Map<string, Instant>();

  function inTurn<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> {
    return turns(workspaceId, () => options.inTurn({ workspaceId, name: 'installation' }, work));
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
    for (const { id } of all) await store.integrations.update(workspaceId, id, silenced);
    for (const { id } of await store.satellites.list(workspaceId))
      await store.satellites.delete(workspaceId, id);
    for (const { id } of await store.satellites.enrolments(workspaceId))
      await store.satellites.deleteEnrolment(workspaceId, id);
    for (const { id } of all) await sync.halt(workspaceId, id);
  }

  async function install(arrival: Arrival) {
    const { accessToken, rotation, ...facts } = arrival;
    const { workspaceId } = facts;
    await settle(workspaceId);
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

  /** The token first, noted with the removal itself: nothing that fails behind it keeps it, and no restart forgets the rest. */
  async function leave(workspaceId: string, at: Instant): Promise<void> {
    const known = await store.installations.get(workspaceId);
    if (!known || (known.leftAt === null && known.installedAt <= at)) {
      const installation = { ...(known ?? unknown(workspaceId)), tokens: null, removalBegan: at };
      await store.installations.save(installation);
    }
    unnoted.delete(workspaceId);
    await settle(workspaceId);
  }

  /** Carries what began to its end. Every step may be done twice: it may have been cut off behind any of them. */
  async function settle(workspaceId: string): Promise<void> {
    const installation = await store.installations.get(workspaceId);
    if (installation?.removalBegan !== undefined) await finishRemoval(installation);
    if (installation?.deletionBegan !== undefined) await finishDeletion(workspaceId);
  }

  async function finishRemoval({ removalBegan: _, ...installation }: Installation): Promise<void> {
    const { workspaceId } = installation;
    await takeKeys(workspaceId);
    await store.workspaces.purge();
    await record(workspaceId, 'app removed');
    await store.installations.save({ ...installation, leftAt: clock.now() });
    log.info(
      { workspaceId },
      'The app was removed: tokens and keys are deleted, the data follows in 7 days.',
    );
  }

  async function finishDeletion(workspaceId: string): Promise<void> {
    await takeKeys(workspaceId);
    await store.workspaces.forget(workspaceId);
    await record(workspaceId, 'workspace data deleted');
    const installation = await store.installations.get(workspaceId);
    if (!installation) return;
    const { deletionBegan: _, ...rest } = installation;
    await store.installations.save(rest);
  }

  async function forget(workspaceId: string): Promise<void> {
    const installation = await store.installations.get(workspaceId);
    // It may have come back while this waited for its turn.
    if (!installation || installation.leftAt === null) return;
    await takeKeys(workspaceId);
    await store.workspaces.forget(workspaceId);
    await record(workspaceId, 'data deleted after the app was removed');
    await store.installations.delete(workspaceId);
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
    const [accounts, satellites, enrolments] = await Promise.all([
      store.integrations.list(workspaceId),
      store.satellites.list(workspaceId),
      store.satellites.enrolments(workspaceId),
    ]);
    if (accounts.every(isSilent) && satellites.length + enrolments.length === 0) return;
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
    unnoted.set(workspaceId, at);
    await inTurn(workspaceId, () => leave(workspaceId, at));
  }

  async function resume(): Promise<void> {
    for (const [workspaceId, at] of unnoted) await apart(workspaceId, () => left(workspaceId, at));
    for (const { workspaceId, removalBegan, deletionBegan } of await store.installations.all()) {
      if (removalBegan === undefined && deletionBegan === undefined) continue;
      await apart(workspaceId, () => inTurn(workspaceId, () => settle(workspaceId)));
    }
  }

  return {
    installed: (arrival) => inTurn(arrival.workspaceId, () => install(arrival)),

    present: (workspaceId) =>
      inTurn(workspaceId, async () => {
        await settle(workspaceId);
        const known = await store.installations.get(workspaceId);
        if (known && known.leftAt !== null) {
          await store.installations.save({ ...known, installedAt: clock.now(), leftAt: null });
          await record(workspaceId, 'app installed');
        }
      }),

    left,

    whileInstalled: (workspaceId, work) =>
      inTurn(workspaceId, async () => {
        const known = await store.installations.get(workspaceId);
        if (known && (known.leftAt !== null || known.removalBegan !== undefined))
          throw new NotInstalledError(workspaceId);
        return work();
      }),

    erase: (workspaceId) =>
      inTurn(workspaceId, async () => {
        const known = await store.installations.get(workspaceId);
        await store.installations.save({ ...(known ?? unknown(workspaceId)), deletionBegan: clock.now() });
        await settle(workspaceId);
      }),

    resume,

    async sweep() {
      await resume();
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

function silenced(integration: Integration): Integration {
  if (isSilent(integration)) return integration;
  return integration.mode === 'cloud' ? withoutKey(integration) : { ...integration, paused: true };
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
