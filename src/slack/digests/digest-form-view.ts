import type { AnyBlock, InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import { actions, button } from '../blocks/button.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption, menuInput, textInput } from '../blocks/input.ts';
import { searchInput } from '../blocks/search-input.ts';
import { context, section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { capital } from '../mttr/number-text.ts';
import { menuOption } from '../on-options.ts';
import { zoneInput } from '../zones/zone-input.ts';
import { COLLECTION_MENU, FORM_VIEW, QUIET_ACTION, TO_ACTION, verbActionId } from './digest-actions.ts';
import { type DigestDraft, GROUPINGS, writeMetadata } from './digest-form.ts';
import { hourText, WEEKDAYS } from './schedule-text.ts';

interface DigestFormOptions {
  readonly draft: DigestDraft;
  /** Viewers may have digests as direct messages alone. */
  readonly mayPostToChannels: boolean;
  /** Whether the stored digest is paused; `null` for a new one. */
  readonly isPaused: boolean | null;
  readonly now: Instant;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => choiceOption(String(hour), hourText(hour)));
const DAYS = WEEKDAYS.map((day, index) => choiceOption(String(index + 1), day));
const EVERY = [
  choiceOption('week', 'Every week'),
  choiceOption('two weeks', 'Every two weeks'),
  choiceOption('month', 'Every month, on the first such day'),
];
const TO = [choiceOption('channel', 'A channel'), choiceOption('me', 'Me, as a direct message')];
const QUIET = [choiceOption('off', 'Every time'), choiceOption('on', 'Only when something is worth saying')];

/** The form of a digest: where to, about what, when. */
export function digestFormView({ draft, mayPostToChannels, isPaused, now }: DigestFormOptions): ModalView {
  return formView(
    {
      callbackId: FORM_VIEW,
      title: draft.id === null ? 'New digest' : 'Change digest',
      submit: 'Save',
      metadata: writeMetadata(draft),
    },
    [
      ...(draft.note === null ? [] : [section(draft.note)]),
      ...stateBlocks(draft, isPaused),
      ...placeInputs(draft, mayPostToChannels),
      collectionInput(draft),
      menuInput('every', 'How often', EVERY, draft.every),
      menuInput('weekday', 'Day', DAYS, String(draft.weekday)),
      menuInput('hour', 'Time', HOURS, String(draft.hour)),
      zoneInput(draft.zone, now, 'Type a city. Days and weeks are cut there as well.'),
      menuInput('by', 'Where the time went, by', groupings(), draft.by),
      choiceInput('quiet', 'When to post', QUIET, draft.quiet ? 'on' : 'off', { actionId: QUIET_ACTION }),
      ...(draft.quiet ? [daysInput(draft)] : []),
      textInput('target', 'Target for MTTR', {
        max: 20,
        optional: true,
        initial: draft.target,
        hint: 'For example 45m or 1h 30m. The first line then says whether it was met.',
      }),
    ],
  );
}

function stateBlocks({ id }: DigestDraft, isPaused: boolean | null): AnyBlock[] {
  if (id === null) return [];
  return [
    ...(isPaused ? [section('*Paused:* nothing is posted until it is resumed.')] : []),
    ...actions([
      button('Preview', verbActionId('preview'), id),
      isPaused ? button('Resume', verbActionId('resume'), id) : button('Pause', verbActionId('pause'), id),
      button('Delete…', verbActionId('delete'), id),
    ]),
  ];
}

function placeInputs({ to, channelId }: DigestDraft, mayPostToChannels: boolean): AnyBlock[] {
  if (!mayPostToChannels) {
    return [
      section('*To me*, as a direct message.'),
      context('Collection Admins and SEI Admins can also post digests to channels.'),
    ];
  }
  const channel: InputBlock = {
    type: 'input',
    block_id: 'channel',
    // Whoever chooses themselves meanwhile needs none.
    optional: true,
    label: plain('Channel'),
    hint: plain(
      'SEI PagerDuty has to be in it: /invite @SEI PagerDuty. Channels shared with others are left out.',
    ),
    element: {
      type: 'conversations_select',
      action_id: 'value',
      filter: {
        include: ['public', 'private'],
        exclude_external_shared_channels: true,
        exclude_bot_users: true,
      },
      ...(channelId === null ? {} : { initial_conversation: channelId }),
    },
  };
  return [choiceInput('to', 'To', TO, to, { actionId: TO_ACTION }), ...(to === 'channel' ? [channel] : [])];
}

function collectionInput({ collection }: DigestDraft): InputBlock {
  const chosen = collection && menuOption(collection.name, collection.id);
  return searchInput('collection', 'About', chosen, {
    actionId: COLLECTION_MENU,
    placeholder: 'All services',
    hint: 'A collection. None chosen: all services that the place may see.',
    optional: true,
  });
}

function daysInput({ openDays }: DigestDraft): InputBlock {
  return textInput('days', 'An open incident is worth saying after so many days', {
    max: 3,
    initial: openDays,
    hint: 'Also: clearly slower or faster, the target missed, an earlier number that changed.',
  });
}

function groupings(): PlainTextOption[] {
  return GROUPINGS.map((grouping) => choiceOption(grouping, capital(grouping)));
}
