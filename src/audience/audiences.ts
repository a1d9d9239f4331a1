import type { Access, Target } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Details } from '../domain/audit-record.ts';
import type { Audience } from '../store/audience-store.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels.ts';

export type AudienceChoice = Pick<Audience, 'only' | 'privateTeams'>;

export type AudienceOutcome =
  | { readonly kind: 'saved' }
  /** Something of the choice cannot be: a channel with outsiders, nobody at all. The sentence is for the person. */
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'gone' };

/** Who sees which integration and collection, for those who choose it. */
export interface Audiences {
  /** The name of the thing and its audience; `undefined` where the workspace has no such thing. */
  get(
    actor: Actor,
    target: Target,
  ): Promise<{ readonly name: string; readonly choice: AudienceChoice } | undefined>;
  set(actor: Actor, target: Target, choice: AudienceChoice): Promise<AudienceOutcome>;
}

export interface AudiencesOptions {
  readonly store: Pick<Store, 'audiences' | 'integrations' | 'collections'>;
  readonly channels: Channels;
  readonly access: Pick<Access, 'demand'>;
  readonly audit: Pick<Audit, 'record'>;
}

const EVERYBODY: AudienceChoice = { only: null, privateTeams: 'left out' };

export function createAudiences({ store, channels, access, audit }: AudiencesOptions): Audiences {
  async function nameOf(workspaceId: string, { kind, id }: Target): Promise<string | undefined> {
    if (kind === 'integration') return (await store.integrations.get(workspaceId, id))?.name;
    return (await store.collections.list(workspaceId)).find((each) => each.id === id)?.name;
  }

  async function problemOf(workspaceId: string, { only }: AudienceChoice): Promise<string | null> {
    if (only === null) return null;
    if (only.channelIds.length + only.userIds.length === 0)
      return 'Choose at least one channel or person, or “everybody”.';
    for (const channelId of only.channelIds) {
      const problem = await channels.problem(workspaceId, channelId);
      if (problem !== null) return `<#${channelId}>: ${problem}`;
    }
    return null;
  }

  return {
    async get(actor, target) {
      await access.demand(actor, 'set audience');
      const name = await nameOf(actor.workspaceId, target);
      if (name === undefined) return undefined;
      return { name, choice: (await store.audiences.get(actor.workspaceId, target)) ?? EVERYBODY };
    },

    async set(actor, target, choice) {
      await access.demand(actor, 'set audience');
      const { workspaceId } = actor;
      const name = await nameOf(workspaceId, target);
      if (name === undefined) return { kind: 'gone' };
      const problem = await problemOf(workspaceId, choice);
      if (problem !== null) return { kind: 'refused', sentence: problem };
      const before = await store.audiences.get(workspaceId, target);
      const { kind, id } = target;
      await store.audiences.save({ workspaceId, subject: { kind, id }, ...choice });
      await audit.record(actor, {
        what: 'audience changed',
        object: { kind, id, name },
        before: factsOf(before ?? EVERYBODY),
        after: factsOf(choice),
      });
      return { kind: 'saved' };
    },
  };
}

/** People are counted, not named: the audit log holds no user ids. */
function factsOf({ only, privateTeams }: AudienceChoice): Details {
  if (only === null) return { seenBy: 'everybody', privateTeams };
  return { seenBy: 'some', channels: only.channelIds, people: only.userIds.length, privateTeams };
}
