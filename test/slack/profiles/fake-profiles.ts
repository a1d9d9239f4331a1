import type { Profile, ProfileAssignments } from '../../../src/domain/profile.ts';
import type { ProfileForm, ProfilePlace, ProfileProblems, Profiles } from '../../../src/profiles/profiles.ts';

/** Profiles in memory; a test chooses what is wrong with a form, and its effect. */
export class FakeProfiles implements Profiles {
  profiles: Profile[] = [];
  assignments: ProfileAssignments = { workspaceId: 'T0SIMULATE', defaultId: null, byCollection: {} };
  problems: ProfileProblems = {};
  readonly forms: ProfileForm[] = [];

  async list() {
    return { profiles: this.profiles, assignments: this.assignments };
  }

  async check() {
    return this.problems;
  }

  async effect(_workspaceId: string, form: ProfileForm) {
    this.forms.push(form);
    return {
      window: { start: 1_761_343_200, end: 1_763_888_100, zone: 'Europe/Berlin' },
      before: 1_204,
      after: 310,
      partlyKnown: [],
    };
  }

  async save(workspaceId: string, id: string | null, form: ProfileForm) {
    if (Object.keys(this.problems).length > 0) return { kind: 'refused', problems: this.problems } as const;
    const profile = { ...form, workspaceId, id: id ?? `profile-${this.profiles.length + 1}` };
    this.profiles = [...this.profiles.filter((each) => each.id !== profile.id), profile];
    return { kind: 'saved', profile } as const;
  }

  async assign(_workspaceId: string, profileId: string | null, place: ProfilePlace) {
    const before = this.assignments;
    if (place.kind === 'workspace') {
      this.assignments = { ...before, defaultId: profileId };
      return before.defaultId;
    }
    const { [place.collectionId]: _, ...others } = this.assignments.byCollection;
    const byCollection = profileId === null ? others : { ...others, [place.collectionId]: profileId };
    this.assignments = { ...before, byCollection };
    return before.byCollection[place.collectionId] ?? null;
  }

  async delete(_workspaceId: string, id: string) {
    const { defaultId, byCollection } = this.assignments;
    this.profiles = this.profiles.filter((profile) => profile.id !== id);
    this.assignments = {
      ...this.assignments,
      defaultId: defaultId === id ? null : defaultId,
      byCollection: Object.fromEntries(Object.entries(byCollection).filter(([, held]) => held !== id)),
    };
  }
}
