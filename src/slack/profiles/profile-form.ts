import { z } from 'zod';
import type { Profile, ProfileAssignments } from '../../domain/profile.ts';
import type { TrackingEvent } from '../../domain/question.ts';
import type { ProfileForm, ProfilePlace } from '../../profiles/profiles.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { allChosenIn, chosenIn, typedIn, type ViewState } from '../blocks/view-state.ts';
import { type FilterRow, filterOf, readRows, rowsOf, STORED_ROWS } from '../filters/filter-rows.ts';
import { TRACKS } from '../mttr/vocabulary.ts';
import {
  PROFILE_ACCOUNTS_ACTION,
  PROFILE_FILTERS,
  PROFILE_PLACES_ACTION,
  PROFILE_TRACK_ACTION,
  WORKSPACE_PLACE,
} from './profile-actions.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The form of a profile as it is filled in. */
export interface ProfileDraft {
  readonly id: string | null;
  readonly name: string;
  readonly accounts: readonly Choice[];
  readonly track: TrackingEvent;
  readonly rows: readonly FilterRow[];
  /** Where it holds: `workspace`, or ids of collections. */
  readonly places: readonly Choice[];
  /** What was shown with its effect, and may be saved. */
  readonly confirmed: string | null;
}

const METADATA = z.object({
  id: z.string().max(100).nullable(),
  confirmed: z.string().max(100).nullable(),
  rows: STORED_ROWS,
});

const NOTHING = { id: null, confirmed: null, rows: [] };

export const emptyProfile: ProfileDraft = {
  id: null,
  name: '',
  accounts: [],
  track: 'resolved',
  rows: [{ key: 0, field: 'priority', operator: 'equals', values: [] }],
  places: [],
  confirmed: null,
};

/** The form of a stored profile. */
export function draftOf(
  profile: Profile,
  assignments: ProfileAssignments,
  names: ReadonlyMap<string, string>,
  collections: ReadonlyMap<string, string>,
): ProfileDraft {
  const held = Object.entries(assignments.byCollection).filter(([, id]) => id === profile.id);
  return {
    id: profile.id,
    name: profile.name,
    accounts: (profile.integrationIds ?? []).map((value) => ({ value, label: names.get(value) ?? value })),
    track: profile.track,
    rows: rowsOf(profile.filter, names),
    places: [
      ...(assignments.defaultId === profile.id ? [WORKSPACE_PLACE] : []),
      ...held.map(([value]) => ({ value, label: collections.get(value) ?? value })),
    ],
    confirmed: null,
  };
}

/** What the view carries besides its inputs. */
export function draftMetadata({ id, confirmed, rows }: ProfileDraft): string {
  return JSON.stringify({
    id,
    confirmed,
    rows: rows.map(({ key, field, operator }) => ({ key, field, operator })),
  });
}

/** The form of a view's state. What is missing or forged is empty: the checks of the service then say so. */
export function readDraft(state: ViewState, privateMetadata: string): ProfileDraft {
  const { id, confirmed, rows } = carriedJson(METADATA, privateMetadata) ?? NOTHING;
  const track = chosenIn(state, 'track', PROFILE_TRACK_ACTION);
  return {
    id,
    confirmed,
    name: typedIn(state, 'name'),
    accounts: allChosenIn(state, 'accounts', PROFILE_ACCOUNTS_ACTION),
    track: TRACKS.find((known) => known === track) ?? 'resolved',
    rows: readRows(state, rows, PROFILE_FILTERS),
    places: allChosenIn(state, 'places', PROFILE_PLACES_ACTION),
  };
}

/** What is handed to the service. */
export function profileForm({ name, accounts, track, rows }: ProfileDraft): ProfileForm {
  return {
    name,
    integrationIds: accounts.length === 0 ? null : accounts.map(({ value }) => value),
    filter: filterOf(rows),
    track,
  };
}

/** Where it is to hold. */
export function placeOf(value: string): ProfilePlace {
  return value === WORKSPACE_PLACE.value
    ? { kind: 'workspace' }
    : { kind: 'collection', collectionId: value };
}
