import type { ModalView, Overflow } from '@slack/types';
import type { Profile, ProfileAssignments } from '../../domain/profile.ts';
import { actions, button } from '../blocks/button.ts';
import { thousands } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain } from '../blocks/text.ts';
import { conditionText } from '../filters/condition-text.ts';
import { NEW_PROFILE_ACTION, PROFILE_ROW_ACTION } from './profile-actions.ts';

const MOST_SHOWN = 90;
const MOST_PLACES = 10;

interface ProfileListOptions {
  readonly profiles: readonly Profile[];
  readonly assignments: ProfileAssignments;
  /** Names that ids of accounts, services, people… have now. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of the collections that the reader sees, by id. */
  readonly collections: ReadonlyMap<string, string>;
  readonly mayEdit: boolean;
}

/** All profiles of the workspace: what each measures, and where it holds. */
export function profileListView(options: ProfileListOptions): ModalView {
  const { profiles, mayEdit } = options;
  const shown = profiles.slice(0, MOST_SHOWN);
  return {
    type: 'modal',
    title: plain('MTTR profiles'),
    close: plain('Close'),
    blocks: [
      section(
        'A profile says how recovery is measured: which accounts and incidents, and which event must lie in the time asked for. A collection has at most one; where none holds, every incident counts, when resolved.',
      ),
      ...(shown.length === 0
        ? [section('There is none yet: every incident counts, when resolved.')]
        : shown.map((profile) =>
            section(profileText(profile, options), mayEdit ? menuOf(profile) : undefined),
          )),
      ...(profiles.length > shown.length
        ? [section(`and ${thousands(profiles.length - shown.length)} more`)]
        : []),
      ...actions(mayEdit ? [button('New profile', NEW_PROFILE_ACTION)] : []),
      ...(mayEdit ? [] : [section('SEI Admins (by default the workspace admins and owners) change them.')]),
    ],
  };
}

function profileText(profile: Profile, { assignments, names, collections }: ProfileListOptions): string {
  const accounts =
    profile.integrationIds === null
      ? 'all accounts'
      : profile.integrationIds.map((id) => names.get(id) ?? 'an account that is gone').join(', ');
  const measures = [
    `tracked when ${profile.track}`,
    accounts,
    ...profile.filter.map((condition) => conditionText(condition, names)),
  ];
  return [
    `*${escapeMrkdwn(profile.name)}*`,
    escapeMrkdwn(measures.join(' · ')),
    `Holds for: ${escapeMrkdwn(placesText(profile.id, assignments, collections))}`,
  ].join('\n');
}

/** `the whole workspace, Payments`. Collections that the reader does not see are not named. */
export function placesText(
  id: string,
  { defaultId, byCollection }: ProfileAssignments,
  collections: ReadonlyMap<string, string>,
): string {
  const held = Object.entries(byCollection).filter(([, profileId]) => profileId === id);
  const named = held.flatMap(([collectionId]) => collections.get(collectionId) ?? []);
  const rest = held.length - Math.min(named.length, MOST_PLACES);
  const places = [
    ...(defaultId === id ? ['the whole workspace'] : []),
    ...named.slice(0, MOST_PLACES),
    ...(rest > 0 ? [`${thousands(rest)} more`] : []),
  ];
  return places.length === 0 ? 'nothing yet' : places.join(', ');
}

function menuOf({ id }: Profile): Overflow {
  return {
    type: 'overflow',
    action_id: PROFILE_ROW_ACTION,
    options: [
      { text: plain('Edit…'), value: `edit ${id}` },
      { text: plain('Delete…'), value: `delete ${id}` },
    ],
  };
}
