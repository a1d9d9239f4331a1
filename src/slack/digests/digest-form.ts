import { z } from 'zod';
import type { DigestForm } from '../../digest/digests.ts';
import type { Digest } from '../../domain/digest.ts';
import { formatDuration } from '../../domain/duration.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { chosenIn, typedIn, type ViewState } from '../blocks/view-state.ts';
import { ZONE_MENU } from '../zones/zone-input.ts';
import { COLLECTION_MENU, QUIET_ACTION, TO_ACTION } from './digest-actions.ts';

/** The form as somebody filled it in so far. */
export interface DigestDraft extends Omit<DigestForm, 'place' | 'collectionId'> {
  /** `null`: a new one. */
  readonly id: string | null;
  readonly to: 'channel' | 'me';
  readonly channelId: string | null;
  readonly collection: { readonly id: string; readonly name: string } | null;
  /** What the person is told above the inputs; `null`: nothing. */
  readonly note: string | null;
}

/** What the view carries that has no input of its own, or none at the moment. */
const Metadata = z.object({
  id: z.string().max(200).nullable(),
  channelId: z.string().max(50).nullable(),
  openDays: z.string().max(20),
  note: z.string().max(500).nullable(),
});

const EVERY = ['week', 'two weeks', 'month'] as const;
export const GROUPINGS = ['service', 'priority', 'urgency', 'team'] as const;

/** A new digest as it is proposed: Mondays at nine, by service, always. */
export function newDraft(
  proposed: Pick<DigestDraft, 'zone' | 'channelId' | 'collection'> &
    Partial<Pick<DigestDraft, 'to' | 'by' | 'note'>>,
): DigestDraft {
  return {
    id: null,
    to: proposed.channelId === null ? 'me' : 'channel',
    every: 'week',
    weekday: 1,
    hour: 9,
    by: 'service',
    quiet: false,
    openDays: '2',
    target: '',
    note: null,
    ...proposed,
  };
}

/** A digest as its form shows it. @param collection the name of what it is about, where that is still there */
export function draftOf(digest: Digest, collection: string | null): DigestDraft {
  const { id, place, collectionId, schedule, by, quiet, openDays, target } = digest;
  const { every, weekday, hour, zone } = schedule;
  return {
    id,
    to: place.kind === 'channel' ? 'channel' : 'me',
    channelId: place.kind === 'channel' ? place.channelId : null,
    collection: collectionId === null ? null : { id: collectionId, name: collection ?? 'Deleted collection' },
    every,
    weekday,
    hour,
    zone,
    by,
    quiet,
    openDays: String(openDays),
    target: target === null ? '' : formatDuration(target),
    note: null,
  };
}

/** What a view of ours holds; `null` for metadata that are none of ours. */
export function readDraft(state: ViewState, metadata: string): DigestDraft | null {
  const kept = carriedJson(Metadata, metadata);
  if (kept === null) return null;
  const to = chosenIn(state, 'to', TO_ACTION) === 'channel' ? 'channel' : 'me';
  const picked = state.collection?.[COLLECTION_MENU]?.selected_option;
  const hasChannel = state.channel !== undefined;
  return {
    id: kept.id,
    note: kept.note,
    to,
    channelId: hasChannel ? (state.channel?.value?.selected_conversation ?? null) : kept.channelId,
    collection: picked?.value ? { id: picked.value, name: picked.text?.text ?? picked.value } : null,
    every: EVERY.find((each) => each === chosenIn(state, 'every')) ?? 'week',
    weekday: Number(chosenIn(state, 'weekday') ?? 1),
    hour: Number(chosenIn(state, 'hour') ?? 9),
    zone: chosenIn(state, 'zone', ZONE_MENU) ?? '',
    by: GROUPINGS.find((each) => each === chosenIn(state, 'by')) ?? 'service',
    quiet: chosenIn(state, 'quiet', QUIET_ACTION) === 'on',
    openDays: state.days === undefined ? kept.openDays : typedIn(state, 'days'),
    target: typedIn(state, 'target'),
  };
}

/** What the view carries of a draft beside its inputs. */
export function writeMetadata({ id, channelId, openDays, note }: DigestDraft): string {
  return JSON.stringify({ id, channelId, openDays: openDays.slice(0, 20), note });
}

/** As the service takes it; `null` while it goes to a channel and none is chosen. */
export function formOf(draft: DigestDraft, userId: string): DigestForm | null {
  const { to, channelId, collection, id: _id, note: _note, ...form } = draft;
  if (to === 'channel' && channelId === null) return null;
  return {
    ...form,
    place:
      to === 'channel' && channelId !== null ? { kind: 'channel', channelId } : { kind: 'person', userId },
    collectionId: collection?.id ?? null,
  };
}
