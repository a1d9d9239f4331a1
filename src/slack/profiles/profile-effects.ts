import type { Actor } from '../../access/actor.ts';
import type { ProfileEffect } from '../../profiles/profiles.ts';
import type { Services } from '../services.ts';
import { type ProfileDraft, placeOf, profileForm } from './profile-form.ts';

/** What a profile would do at one place. */
export interface PlaceEffect {
  /** As people read it. */
  readonly place: string;
  readonly effect: ProfileEffect;
  /** The profile that holds there now and gives way; `null` where none does. */
  readonly replaces: string | null;
}

/** So many places are counted; the others change in the same way. */
const MOST_PLACES = 5;

/**
 * What a profile would do to the number of incidents where it is to hold. Without a place: in the whole workspace, were it
 * to hold there.
 */
export async function effectsOf(
  { profiles }: Pick<Services, 'profiles'>,
  caller: Actor,
  draft: ProfileDraft,
): Promise<readonly PlaceEffect[]> {
  const form = profileForm(draft);
  const { profiles: all, assignments } = await profiles.list(caller);
  const places =
    draft.places.length > 0
      ? draft.places
      : [{ value: 'workspace', label: 'if it held for the whole workspace' }];
  return Promise.all(
    places.slice(0, MOST_PLACES).map(async ({ value, label }) => {
      const place = placeOf(value);
      const held =
        place.kind === 'workspace' ? assignments.defaultId : assignments.byCollection[place.collectionId];
      const other = all.find(({ id }) => id === held && id !== draft.id);
      return {
        place: label,
        effect: await profiles.effect(caller, form, place),
        replaces: draft.places.length > 0 ? (other?.name ?? null) : null,
      };
    }),
  );
}
