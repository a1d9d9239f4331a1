import type { Access } from '../../access/access.ts';
import type { Actor } from '../../access/actor.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Clock } from '../../domain/clock.ts';
import { DAY } from '../../domain/duration.ts';
import type { Lease, Satellite } from '../../domain/satellite.ts';
import { released } from '../../domain/satellite-lease.ts';
import type { Store } from '../../store/store.ts';
import { isSafeAddress } from '../protocol/is-safe-address.ts';
import { OFFLINE_AFTER } from '../protocol/limits.ts';
import type { Presence } from './presence.ts';
import { satelliteFile } from './satellite-file.ts';
import { hashOfKey, newKey, newSatelliteId, type Random } from './satellite-key.ts';
import type { Satellites, ShownSatellite } from './satellites.ts';
import { versionSkew } from './version-skew.ts';

export interface SatellitesOptions {
  readonly store: Pick<Store, 'satellites' | 'integrations'>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly presence: Pick<Presence, 'lastSeen' | 'problem'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Where satellites reach the app; `null` where nobody said. */
  readonly publicUrl: string | null;
  /** The app's version. */
  readonly version: string;
}

/** The key of a file enrols for so long. */
const ENROLMENT_LIFE = DAY;
/** What expired or was revoked so long ago need not be told any more. */
const FORGOTTEN_AFTER = 90 * DAY;

/** The satellites of workspaces, for people: each demands the permission, and changes stand in the audit log. */
export function createSatellites(options: SatellitesOptions): Satellites {
  const { store, access, audit, presence, clock, random, version } = options;
  // A satellite refuses to send its key elsewhere: such a file would be of no use.
  const publicUrl = options.publicUrl !== null && isSafeAddress(options.publicUrl) ? options.publicUrl : null;
  const { satellites, integrations } = store;

  function shown(satellite: Satellite, integrationId: string, lease: Lease | null): ShownSatellite {
    const lastSeenAt = presence.lastSeen(satellite);
    const online = lastSeenAt !== null && clock.now() - lastSeenAt < OFFLINE_AFTER;
    return {
      id: satellite.id,
      version: satellite.version,
      versionSkew: versionSkew(satellite.version, version),
      memory: satellite.memory,
      lastSeenAt,
      online,
      working: lease?.satelliteId === satellite.id && lease.expiresAt > clock.now(),
      problem: online ? presence.problem(satellite, integrationId) : null,
      skew: satellite.skew,
    };
  }

  /** Of these integrations, those that the actor is shown. */
  async function shownTo(actor: Actor, ids: readonly string[]): Promise<readonly string[]> {
    const decisions = await Promise.all(
      ids.map((id) => access.decide(actor, 'manage satellites', { kind: 'integration', id })),
    );
    return ids.filter((_, index) => decisions[index]?.allowed);
  }

  /** What nobody asks for any more goes when something new comes. */
  async function tidy(workspaceId: string): Promise<void> {
    const before = clock.now() - FORGOTTEN_AFTER;
    for (const { id, expiresAt } of await satellites.enrolments(workspaceId))
      if (expiresAt < before) await satellites.deleteEnrolment(workspaceId, id);
    for (const { id, revokedAt } of await satellites.list(workspaceId))
      if (revokedAt !== null && revokedAt < before) await satellites.delete(workspaceId, id);
  }

  return {
    reachable: publicUrl !== null,

    async file(actor, integrationId) {
      const { workspaceId, userId } = actor;
      await access.demand(actor, 'manage satellites');
      const all = (await integrations.list(workspaceId)).filter(({ mode }) => mode === 'satellite');
      const ids = integrationId === 'all' ? all.map(({ id }) => id) : [integrationId];
      const reached = await shownTo(actor, ids);
      const meant = all.filter(({ id }) => reached.includes(id));
      if (meant.length === 0) return { kind: 'gone' };
      if (publicUrl === null) return { kind: 'no address' };

      await tidy(workspaceId);
      const id = newSatelliteId(random);
      const enrolmentKey = newKey('enrolment', id, random);
      const expiresAt = clock.now() + ENROLMENT_LIFE;
      await satellites.saveEnrolment({
        workspaceId,
        id,
        secret: hashOfKey(enrolmentKey),
        integrationIds: meant.map((integration) => integration.id),
        createdAt: clock.now(),
        createdBy: userId,
        expiresAt,
      });
      const names = meant.map(({ name }) => name);
      await audit.record(actor, {
        what: 'satellite file made',
        object: { kind: 'satellite', id, name: names.join(', ') },
        before: null,
        after: { integrations: names, expiresAt },
      });
      const content = satelliteFile({ workspaceId, enrolmentKey, publicUrl, integrations: meant });
      return { kind: 'made', name: 'satellite.yml', content, expiresAt, integrations: names };
    },

    async list(actor, integrationId) {
      await access.demand(actor, 'manage satellites', { kind: 'integration', id: integrationId });
      if ((await integrations.get(actor.workspaceId, integrationId)) === undefined) return undefined;
      const [all, { lease }] = await Promise.all([
        satellites.list(actor.workspaceId),
        satellites.work(actor.workspaceId, integrationId),
      ]);
      return all
        .filter(
          ({ revokedAt, integrationIds }) => revokedAt === null && integrationIds.includes(integrationId),
        )
        .map((satellite) => shown(satellite, integrationId, lease))
        .toSorted((a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0));
    },

    async revoke(actor, satelliteId) {
      const { workspaceId } = actor;
      await access.demand(actor, 'manage satellites');
      const known = await satellites.get(workspaceId, satelliteId);
      if (known === undefined || known.revokedAt !== null) return false;
      if ((await shownTo(actor, known.integrationIds)).length === 0) return false;
      const revokedAt = clock.now();
      await satellites.update(workspaceId, satelliteId, (satellite) => ({ ...satellite, revokedAt }));
      for (const integrationId of known.integrationIds)
        await satellites.agree(workspaceId, integrationId, (work) =>
          work.lease?.satelliteId === satelliteId ? released(work, work.lease.token) : work,
        );
      await audit.record(actor, {
        what: 'satellite revoked',
        object: { kind: 'satellite', id: satelliteId, name: satelliteId },
        before: { version: known.version, enrolledAt: known.enrolledAt },
        after: null,
      });
      return true;
    },
  };
}
