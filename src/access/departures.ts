import type { Audit, ToldDetails } from '../audit/audit.ts';
import { digestFacts } from '../digest/digest-facts.ts';
import type { Digest } from '../domain/digest.ts';
import type { Integration } from '../domain/integration.ts';
import type { Log } from '../domain/log.ts';
import { holds, ROLE_NAMES, standingOf } from '../domain/role.ts';
import type { People } from '../people/people.ts';
import type { GivenRole } from '../store/role-store.ts';
import type { Store } from '../store/store.ts';

export interface DeparturesOptions {
  readonly store: Pick<Store, 'roles' | 'integrations' | 'digests'>;
  readonly people: People;
  readonly audit: Pick<Audit, 'record'>;
  readonly log: Log;
  /** Tells an admin what is theirs to look after now. */
  readonly onPassed: (integration: Integration) => Promise<void>;
  /** The same of the digest of a channel. */
  readonly onDigestPassed: (digest: Digest) => Promise<void>;
}

/**
 * Takes the roles of people who left their workspace or became guests, and passes what they own to an admin.
 *
 * Where a workspace does not say who somebody is, it is left alone until the next time.
 */
export async function checkDepartures(options: DeparturesOptions): Promise<void> {
  const { store, people, audit, log, onPassed, onDigestPassed } = options;

  async function hasLeft(workspaceId: string, userId: string): Promise<boolean> {
    const { membership } = await people.person({ workspaceId, teamId: workspaceId, userId });
    return membership === 'guest' || membership === 'stranger';
  }

  async function takeRole({ workspaceId, userId, role }: GivenRole): Promise<void> {
    if (!(await hasLeft(workspaceId, userId))) return;
    await audit.record(
      { workspaceId },
      {
        what: 'role taken from somebody who left',
        object: { kind: 'person', id: userId, name: '' },
        before: { role: ROLE_NAMES[role] },
        after: { role: null },
      },
    );
    await store.roles.delete(workspaceId, userId);
  }

  async function pass(integration: Integration): Promise<void> {
    const { workspaceId, id, name, ownerId } = integration;
    if (!(await hasLeft(workspaceId, ownerId))) return;
    const heir = await heirOf(workspaceId);
    if (heir === null) return;
    // As it is then: while Slack was asked, it may have been deleted, lost its key or found another owner.
    const passed = await store.integrations.update(workspaceId, id, (known) =>
      known.ownerId === ownerId ? { ...known, ownerId: heir, progressMessage: null } : known,
    );
    if (passed?.ownerId !== heir) return;
    await audit.record(
      { workspaceId },
      {
        what: 'integration passed to an admin',
        object: { kind: 'integration', id, name },
        before: { owner: { person: ownerId } },
        after: { owner: { person: heir } },
      },
    );
    await onPassed(passed);
  }

  /** Theirs ends with them; the digest of a channel goes on. */
  async function passDigest(digest: Digest): Promise<void> {
    const { workspaceId, id, ownerId, place } = digest;
    if (!(await hasLeft(workspaceId, ownerId))) return;
    const record = (what: string, before: ToldDetails, after: ToldDetails | null) =>
      audit.record({ workspaceId }, { what, object: { kind: 'digest', id, name: '' }, before, after });
    if (place.kind === 'person') {
      await record('digest of somebody who left deleted', digestFacts(digest), null);
      return store.digests.delete(workspaceId, id);
    }
    const heir = await heirOf(workspaceId);
    if (heir === null) return;
    const passed = await store.digests.update(workspaceId, id, (known) =>
      known.ownerId === ownerId ? { ...known, ownerId: heir, ownerTeamId: workspaceId } : known,
    );
    if (passed?.ownerId !== heir) return;
    await record('digest passed to an admin', { owner: { person: ownerId } }, { owner: { person: heir } });
    await onDigestPassed(passed);
  }

  /** An SEI Admin who is still there: one who was made so first, since they chose to look after it. */
  async function heirOf(workspaceId: string): Promise<string | null> {
    const given = await store.roles.list(workspaceId);
    const made = given.flatMap(({ userId, role }) => (role === 'admin' ? [userId] : []));
    const admins = await people.admins({ workspaceId, teamId: workspaceId });
    for (const userId of new Set([...made, ...admins])) {
      const { membership } = await people.person({ workspaceId, teamId: workspaceId, userId });
      const role = given.find((each) => each.userId === userId)?.role ?? null;
      if (holds(standingOf(membership, role), 'admin')) return userId;
    }
    return null;
  }

  async function leavingOthersAlone(workspaceId: string, check: () => Promise<void>): Promise<void> {
    await check().catch((error: unknown) => {
      log.warn({ workspaceId, error }, 'It could not be checked who left a workspace.');
    });
  }

  for (const given of await store.roles.all())
    await leavingOthersAlone(given.workspaceId, () => takeRole(given));
  for (const integration of await store.integrations.all())
    await leavingOthersAlone(integration.workspaceId, () => pass(integration));
  for (const digest of await store.digests.all())
    await leavingOthersAlone(digest.workspaceId, () => passDigest(digest));
}
