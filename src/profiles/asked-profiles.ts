import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Details } from '../domain/audit-record.ts';
import type { Profile } from '../domain/profile.ts';
import type { Profiles } from './profiles.ts';

type Asked<Method extends (workspaceId: string, ...rest: never[]) => unknown> = Method extends (
  workspaceId: string,
  ...rest: infer Rest
) => infer Outcome
  ? (actor: Actor, ...rest: Rest) => Outcome
  : never;

/** Profiles as people ask for them: each call demands its permission, each change stands in the audit log. */
export type AskedProfiles = { readonly [Name in keyof Profiles]: Asked<Profiles[Name]> };

export interface AskedProfilesOptions {
  readonly profiles: Profiles;
  /** The same over what somebody sees: an effect counts as their answers do. */
  readonly profilesFor: (actor: Actor) => Promise<Pick<Profiles, 'effect'>>;
  readonly access: Pick<Access, 'demand'>;
  readonly audit: Pick<Audit, 'record'>;
}

export function createAskedProfiles({
  profiles,
  profilesFor,
  access,
  audit,
}: AskedProfilesOptions): AskedProfiles {
  async function factsOf({ workspaceId }: Actor, id: string | null): Promise<Profile | undefined> {
    return (await profiles.list(workspaceId)).profiles.find((each) => each.id === id);
  }

  function record(actor: Actor, what: string, id: string, before?: Profile, after?: Profile): Promise<void> {
    return audit.record(actor, {
      what,
      object: { kind: 'profile', id, name: (after ?? before)?.name ?? '' },
      before: before === undefined ? null : detailsOf(before),
      after: after === undefined ? null : detailsOf(after),
    });
  }

  return {
    async list(actor) {
      await access.demand(actor, 'see profiles');
      return profiles.list(actor.workspaceId);
    },
    async check(actor, ...rest) {
      await access.demand(actor, 'edit profiles');
      return profiles.check(actor.workspaceId, ...rest);
    },
    async effect(actor, ...rest) {
      await access.demand(actor, 'edit profiles');
      return (await profilesFor(actor)).effect(actor.workspaceId, ...rest);
    },
    async save(actor, id, form) {
      await access.demand(actor, 'edit profiles');
      const before = await factsOf(actor, id);
      const outcome = await profiles.save(actor.workspaceId, id, form);
      if (outcome.kind === 'saved')
        await record(
          actor,
          id === null ? 'profile created' : 'profile edited',
          outcome.profile.id,
          before,
          outcome.profile,
        );
      return outcome;
    },
    async assign(actor, profileId, place) {
      await access.demand(actor, 'assign profile');
      const before = await profiles.assign(actor.workspaceId, profileId, place);
      const nameOf = async (id: string | null) => (await factsOf(actor, id))?.name ?? 'none';
      const name = await nameOf(profileId);
      const where = place.kind === 'workspace' ? 'workspace' : place.collectionId;
      await audit.record(actor, {
        what: 'profile assigned',
        object: { kind: 'profile', id: profileId ?? '', name },
        before: { profile: await nameOf(before), place: where },
        after: { profile: name, place: where },
      });
      return before;
    },
    async delete(actor, id) {
      await access.demand(actor, 'edit profiles');
      const before = await factsOf(actor, id);
      await profiles.delete(actor.workspaceId, id);
      if (before !== undefined) await record(actor, 'profile deleted', id, before);
    },
  };
}

function detailsOf({ name, integrationIds, filter, track }: Profile): Details {
  return { name, integrations: integrationIds ?? 'all', filter: JSON.stringify(filter), track };
}
