import type { AnyBlock, ModalView } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ProfileProblems } from '../../profiles/profiles.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption, textInput } from '../blocks/input.ts';
import { thousands } from '../blocks/numbers.ts';
import { searchAllInput } from '../blocks/search-input.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { filterBlocks } from '../filters/filter-blocks.ts';
import { capital, percentText } from '../mttr/number-text.ts';
import { daysText } from '../mttr/period-text.ts';
import { menuOption } from '../on-options.ts';
import {
  PROFILE_ACCOUNTS_ACTION,
  PROFILE_FILTERS,
  PROFILE_PLACES_ACTION,
  PROFILE_TRACK_ACTION,
} from './profile-actions.ts';
import type { PlaceEffect } from './profile-effects.ts';
import { draftMetadata, type ProfileDraft } from './profile-form.ts';

export const PROFILE_VIEW = 'profile';

interface ProfileFormOptions {
  readonly draft: ProfileDraft;
  /** `null` where they cannot be counted yet. */
  readonly effects: readonly PlaceEffect[] | null;
  readonly now: Instant;
  /** Shown above the form: an updated view cannot show them as Slack's own errors. */
  readonly problems?: ProfileProblems;
  /** Asks whether this effect is meant, before it is saved. */
  readonly asks?: boolean;
}

const TRACKS = [
  choiceOption('resolved', 'When it was resolved (the default)'),
  choiceOption('created', 'When it was created: open incidents count too'),
  choiceOption('updated', 'When it last changed: past numbers move with every edit'),
];

/** The modal in which a profile is made, changed, and given its places. */
export function profileFormView({
  draft,
  effects,
  now,
  problems = {},
  asks = false,
}: ProfileFormOptions): ModalView {
  const accounts = draft.accounts.map(({ value, label }) => menuOption(label, value));
  const places = draft.places.map(({ value, label }) => menuOption(label, value));
  return formView(
    {
      callbackId: PROFILE_VIEW,
      title: draft.id === null ? 'New MTTR profile' : 'Edit MTTR profile',
      submit: asks ? 'Save this' : 'Save',
      metadata: draftMetadata(draft),
    },
    [
      ...(asks
        ? [section(`:warning: *Is this meant?*\n${effectText(effects, now)}\nSave again to confirm.`)]
        : []),
      ...Object.values(problems).map((problem): AnyBlock => context(`:warning: ${escapeMrkdwn(problem)}`)),
      textInput('name', 'Name', { max: 60, initial: draft.name, hint: 'e.g. P1 and P2 only' }),
      choiceInput('track', 'Which event must lie in the time asked for', TRACKS, draft.track, {
        actionId: PROFILE_TRACK_ACTION,
      }),
      searchAllInput('accounts', 'PagerDuty accounts', accounts, {
        actionId: PROFILE_ACCOUNTS_ACTION,
        placeholder: 'All accounts',
        hint: 'None chosen: all of them.',
        optional: true,
        heard: true,
      }),
      section(
        '*Filters*: an incident must fit all of them, those of the collection, and those of the question; of several values one is enough.',
      ),
      ...filterBlocks(draft.rows, PROFILE_FILTERS),
      searchAllInput('places', 'Where it holds', places, {
        actionId: PROFILE_PLACES_ACTION,
        placeholder: 'Nowhere yet',
        hint: 'A collection has at most one profile: it takes the place of the one there, and holds for what stands below.',
        optional: true,
        heard: true,
      }),
      ...(asks ? [] : [context(effectText(effects, now))]),
    ],
  );
}

/** `Incidents that count (25 Oct–23 Nov)` and a line for each place. */
function effectText(effects: readonly PlaceEffect[] | null, now: Instant): string {
  if (effects === null) return 'What it changes is counted while you choose.';
  const window = effects.find(({ effect }) => effect.window !== null)?.effect.window ?? null;
  if (window === null) return 'What it changes cannot be counted yet: no data is loaded.';
  const shares = effects[0]?.effect.partlyKnown ?? [];
  return [
    `*Incidents that count, ${daysText(window, now)}*`,
    ...effects.map(
      ({ place, effect: { before, after }, replaces }) =>
        `${escapeMrkdwn(capital(place))}: *${thousands(before)} → ${thousands(after)}*${replaces === null ? '' : ` (in place of ${escapeMrkdwn(replaces)})`}${after === 0 && before > 0 ? ' *Nothing counts*: check the filters.' : ''}`,
    ),
    ...shares.map(({ field, share }) => `${capital(field)} is known for ${percentText(share)} of incidents`),
  ].join('\n');
}
