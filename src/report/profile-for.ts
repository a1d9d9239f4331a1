import type { Collection } from '../domain/collection.ts';
import type { Profile, ProfileAssignments } from '../domain/profile.ts';

/**
 * The profile that holds for a question: that of its collection, else that of the nearest ancestor that has one, else the
 * workspace's default.
 *
 * @param path from the root to the collection; empty where the question names none
 * @returns `null` for the plain one: everything, tracked when resolved
 */
export function profileFor(
  path: readonly Collection[],
  profiles: readonly Profile[],
  { defaultId, byCollection }: Pick<ProfileAssignments, 'defaultId' | 'byCollection'>,
): Profile | null {
  const wanted = [...path.toReversed().map(({ id }) => byCollection[id]), defaultId];
  for (const id of wanted) {
    const profile = profiles.find((each) => each.id === id);
    if (profile !== undefined) return profile;
  }
  return null;
}
