import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import { DAY } from '../domain/duration.ts';
import { holds, ROLE_NAMES, type Role, standingOf } from '../domain/role.ts';
import type { People } from '../people/people.ts';
import type { RoleStore } from '../store/role-store.ts';
import type { Access } from './access.ts';
import type { Actor } from './actor.ts';
import { helpersOf } from './helpers-of.ts';
import type { RoleOutcome, Roles } from './roles.ts';

export interface RolesOptions {
  readonly store: RoleStore;
  readonly people: People;
  readonly access: Pick<Access, 'demand'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
}

/** A request that nobody answered is sent again after this, not earlier. */
const ASK_AGAIN_AFTER = DAY;

/** Roles in a store. Owners of the workspace keep theirs, so that nobody can lock everyone out. */
export function createRoles({ store, people, access, audit, clock }: RolesOptions): Roles {
  async function standingNow(actor: Actor, userId: string) {
    const [{ membership }, given] = await Promise.all([
      people.person({ ...actor, userId }),
      store.get(actor.workspaceId, userId),
    ]);
    return { membership, standing: standingOf(membership, given?.role ?? null) };
  }

  async function give(actor: Actor, userId: string, role: Role): Promise<RoleOutcome> {
    const { workspaceId } = actor;
    const { membership, standing: before } = await standingNow(actor, userId);
    if (before === 'guest' || before === 'stranger') return refused(ONLY_MEMBERS);
    if (membership === 'owner' && role !== 'admin') return refused(OWNERS_STAY);
    // First the log: what is cut off between the two is a line too many, never a role that nobody gave.
    if (before !== role) {
      await audit.record(actor, {
        what: 'role given',
        object: { kind: 'person', id: userId, name: '' },
        before: { role: ROLE_NAMES[before] },
        after: { role: ROLE_NAMES[role] },
      });
    }
    if (standingOf(membership, null) === role) await store.delete(workspaceId, userId);
    else await store.save({ workspaceId, userId, role, givenBy: actor.userId, givenAt: clock.now() });
    return { kind: 'given', userId, role, before };
  }

  return {
    async list(actor) {
      await access.demand(actor, 'see roles');
      const [byDefault, given] = await Promise.all([people.admins(actor), store.list(actor.workspaceId)]);
      return { byDefault, given };
    },

    async give(actor, userId, role) {
      await access.demand(actor, 'manage roles');
      return give(actor, userId, role);
    },

    async request(actor, role) {
      const standing = await access.demand(actor, 'request role');
      if (holds(standing, role)) return { kind: 'has it' };
      const { workspaceId, userId } = actor;
      const before = await store.request(workspaceId, userId);
      if (before?.role === role && clock.now() - before.requestedAt < ASK_AGAIN_AFTER)
        return { kind: 'asked before', request: before };
      const request = { workspaceId, userId, role, requestedAt: clock.now() };
      await store.saveRequest(request);
      return { kind: 'asked', request, admins: await helpersOf(actor, { people, roles: store }) };
    },

    async answer(actor, userId, verdict) {
      await access.demand(actor, 'manage roles');
      const request = await store.request(actor.workspaceId, userId);
      if (request === undefined) return { kind: 'gone' };
      if (verdict === 'grant') {
        const { standing } = await standingNow(actor, userId);
        if (!holds(standing, request.role)) return give(actor, userId, request.role);
        // A role given since may be the greater one: a yes to an old request must not take it away.
        await store.deleteRequest(actor.workspaceId, userId);
        return refused(
          `<@${userId}> has all that ${ROLE_NAMES[request.role]} may do already: nothing was changed.`,
        );
      }
      await store.deleteRequest(actor.workspaceId, userId);
      return { kind: 'declined', role: request.role };
    },
  };
}

const ONLY_MEMBERS = 'Guests and people of other organisations cannot have a role.';
const OWNERS_STAY =
  'Owners of the workspace always stay SEI Admins, so that nobody can be locked out for good.';

function refused(sentence: string): RoleOutcome {
  return { kind: 'refused', sentence };
}
