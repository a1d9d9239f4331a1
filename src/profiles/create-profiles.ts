import type { Clock } from '../domain/clock.ts';
import type { Profile, ProfileAssignments } from '../domain/profile.ts';
import type { Question } from '../domain/question.ts';
import { type Computed, compute } from '../report/compute.ts';
import { eventLoopPace, type Pace } from '../report/in-slices.ts';
import type { ReportsStore } from '../report/reports-store.ts';
import { type Settled, settle } from '../report/settle.ts';
import { NameTakenError } from '../store/errors.ts';
import type { ProfileStore } from '../store/profile-store.ts';
import { checkProfile } from './check-profile.ts';
import type { ProfileEffect, ProfileForm, ProfilePlace, Profiles, SaveProfileOutcome } from './profiles.ts';

export interface ProfilesOptions {
  readonly store: ReportsStore & { readonly profiles: ProfileStore };
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pace?: Pace;
}

/** MTTR profiles over what a store holds. */
export function createProfiles({ store, clock, newId, pace = eventLoopPace }: ProfilesOptions): Profiles {
  const { profiles } = store;
  return {
    async list(workspaceId) {
      const [all, assignments] = await Promise.all([
        profiles.list(workspaceId),
        profiles.assignments(workspaceId),
      ]);
      const byName = (one: Profile, other: Profile) => one.name.localeCompare(other.name, 'en');
      return { profiles: all.toSorted(byName), assignments };
    },

    check,

    async effect(workspaceId, form, place): Promise<ProfileEffect> {
      const question = questionAt(place);
      const draft: Profile = { workspaceId, id: '', ...form };
      const [now, then] = await Promise.all([
        counted(workspaceId, question),
        counted(workspaceId, question, draft),
      ]);
      return {
        window: (then ?? now)?.settled.question.covered ?? null,
        before: now?.computed.numbers.population.rows.length ?? 0,
        after: then?.computed.numbers.population.rows.length ?? 0,
        partlyKnown: then?.computed.numbers.partlyKnown ?? [],
      };
    },

    async save(workspaceId, id, form) {
      const problems = await check(workspaceId, id, form);
      if (Object.keys(problems).length > 0) return { kind: 'refused', problems };
      const { name, integrationIds, filter, track } = form;
      const profile: Profile = {
        workspaceId,
        id: id ?? newId(),
        name: name.trim(),
        integrationIds,
        filter,
        track,
      };
      try {
        if (id === null) await profiles.save(profile);
        // One that was deleted meanwhile does not come back.
        else if (!(await profiles.update(workspaceId, id, () => profile))) return DELETED;
      } catch (error) {
        // Somebody else was quicker.
        if (error instanceof NameTakenError) return { kind: 'refused', problems: { name: error.message } };
        throw error;
      }
      return { kind: 'saved', profile };
    },

    async assign(workspaceId, profileId, place) {
      const before = await profiles.assign(workspaceId, (known) => withProfile(known, profileId, place));
      return place.kind === 'workspace'
        ? before.defaultId
        : (before.byCollection[place.collectionId] ?? null);
    },

    delete: (workspaceId, id) => profiles.delete(workspaceId, id),
  };

  async function check(workspaceId: string, id: string | null, form: ProfileForm) {
    const [all, integrations] = await Promise.all([
      profiles.list(workspaceId),
      store.integrations.list(workspaceId),
    ]);
    return checkProfile(id, form, all, integrations);
  }

  /** The numbers of a place under a profile; `undefined` takes the one that holds there. */
  async function counted(
    workspaceId: string,
    question: Question,
    profile?: Profile,
  ): Promise<{ readonly settled: Settled; readonly computed: Computed } | null> {
    const outcome = await settle(workspaceId, question, { store, clock }, profile);
    if (!outcome.ok) return null;
    return {
      settled: outcome.settled,
      computed: await compute(workspaceId, outcome.settled, { store, pace }),
    };
  }
}

const DELETED: SaveProfileOutcome = {
  kind: 'refused',
  problems: { name: 'This profile was deleted meanwhile. Make a new one.' },
};

/** Assignments with a profile at a place; `null` for none there. */
function withProfile(
  assignments: ProfileAssignments,
  profileId: string | null,
  place: ProfilePlace,
): ProfileAssignments {
  if (place.kind === 'workspace') return { ...assignments, defaultId: profileId };
  const { [place.collectionId]: _, ...others } = assignments.byCollection;
  const byCollection = profileId === null ? others : { ...others, [place.collectionId]: profileId };
  return { ...assignments, byCollection };
}

/** What a profile is tried on: the last 30 days of a place. */
function questionAt(place: ProfilePlace): Question {
  return {
    filter: [],
    collection: place.kind === 'collection' ? place.collectionId : null,
    metric: 'mttr',
    track: null,
    range: { kind: 'last', days: 30 },
    by: [],
    zone: null,
  };
}
