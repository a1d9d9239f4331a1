import { standingOf } from '../domain/role.ts';
import type { People } from '../people/people.ts';
import type { RoleStore } from '../store/role-store.ts';
import type { Access, Decision, Target } from './access.ts';
import type { Actor } from './actor.ts';
import { helpersOf } from './helpers-of.ts';
import { type Action, allows } from './permissions.ts';
import { RefusedError } from './refused-error.ts';

export interface AccessOptions {
  readonly people: People;
  readonly roles: Pick<RoleStore, 'get' | 'list'>;
  /** Whether somebody is in the audience of something that exists. */
  readonly isShown: (actor: Actor, target: Target) => Promise<boolean>;
}

/** Decides by the table, what the workspace says of a person, the roles that were given, and audiences. */
export function createAccess({ people, roles, isShown }: AccessOptions): Access {
  async function standing(actor: Actor) {
    const [{ membership }, given] = await Promise.all([
      people.person(actor),
      roles.get(actor.workspaceId, actor.userId),
    ]);
    return standingOf(membership, given?.role ?? null);
  }

  async function decide(actor: Actor, action: Action, target?: Target): Promise<Decision> {
    const current = await standing(actor);
    if (current === 'guest' || current === 'stranger') {
      return { allowed: false, standing: current, reason: current };
    }
    if (!allows(current, action)) return { allowed: false, standing: current, reason: 'role' };
    // Admins choose the audiences, so no audience keeps them out.
    if (target !== undefined && current !== 'admin' && !(await isShown(actor, target))) {
      return { allowed: false, standing: current, reason: 'audience' };
    }
    return { allowed: true, standing: current };
  }

  return {
    standing,
    decide,
    async demand(actor, action, target) {
      const decision = await decide(actor, action, target);
      if (decision.allowed) return decision.standing;
      const helpers = decision.reason === 'role' ? await helpersOf(actor, { people, roles }) : [];
      throw new RefusedError(action, decision.reason, helpers);
    },
  };
}
