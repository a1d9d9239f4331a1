import type { ListedDigest } from '../../digest/digests.ts';
import type { DigestPause, DigestPlace } from '../../domain/digest.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Slot } from '../../store/slot-ledger.ts';
import { dateText } from '../blocks/date-text.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { scheduleText } from './schedule-text.ts';

/** What a digest is about: `Payments`, `All services`. Escaped. */
export function subjectOf({ collection, digest }: Pick<ListedDigest, 'collection' | 'digest'>): string {
  if (digest.collectionId === null) return 'All services';
  return escapeMrkdwn(shorten(collection ?? 'A deleted collection', 120));
}

/** `<#C1>`, `you`, `<@U1>`: where it goes, for whoever reads. Mrkdwn. */
export function placeText(place: DigestPlace, readerId: string): string {
  if (place.kind === 'channel') return `<#${place.channelId}>`;
  return place.userId === readerId ? 'you' : `<@${place.userId}>`;
}

/** A digest in a list: what and where to, when, what comes next and how it went. Mrkdwn, three lines. */
export function listedText(listed: ListedDigest, readerId: string): string {
  const { digest, next, last } = listed;
  const options = [
    ...(digest.by === 'service' ? [] : [`by ${digest.by}`]),
    ...(digest.quiet ? ['only when something is worth saying'] : []),
    ...(digest.target === null ? [] : [`target ${formatDuration(digest.target)}`]),
  ];
  return [
    `*${subjectOf(listed)}* to ${placeText(digest.place, readerId)}`,
    [scheduleText(digest.schedule), ...options].join(' · '),
    [nextText(digest.paused, next), ...(last === null ? [] : [lastText(last)])].join(' · '),
  ].join('\n');
}

function nextText(paused: DigestPause | null, next: number | null): string {
  if (paused !== null) return `*Paused* ${pauseText(paused)}`;
  return next === null ? 'No next time' : `Next: ${dateText(next, 'date and time')}`;
}

/** Who or what paused it, and what to do where it is not a person's choice. Mrkdwn. */
export function pauseText(pause: DigestPause): string {
  const since = dateText(pause.at);
  switch (pause.kind) {
    case 'person':
      return `by <@${pause.userId}>, ${since}`;
    case 'slack':
      return `since ${since}: ${whySlackRefuses(pause.code)}`;
    case 'not shown there':
      return `since ${since}: ${escapeMrkdwn(pause.sentence)}`;
    case 'collection deleted':
      return `since ${since}: its collection ${escapeMrkdwn(shorten(pause.name, 80))} was deleted. Choose another one.`;
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  not_in_channel: 'SEI PagerDuty is not in the channel. Invite it: `/invite @SEI PagerDuty`, then resume.',
  channel_not_found:
    'SEI PagerDuty does not see the channel: it is private or gone. Invite it: `/invite @SEI PagerDuty`, then resume.',
  is_archived: 'the channel is archived. Bring it back, or choose another one.',
  restricted_action:
    'the workspace does not let apps post there. Ask a workspace admin, or choose another channel.',
  account_inactive: 'the app was removed from this workspace. A workspace admin can install it again.',
  token_revoked: 'the app was removed from this workspace. A workspace admin can install it again.',
  user_disabled: 'that person left Slack.',
  user_not_found: 'Slack does not know that person any more.',
};

function whySlackRefuses(code: string): string {
  return REFUSALS[code] ?? `Slack does not take it (${escapeMrkdwn(code)}).`;
}

function lastText({ state, dueAt, finishedAt, note, retryAt }: Slot): string {
  const at = dateText(finishedAt ?? dueAt, 'date and time');
  const why = note === null ? '' : `: ${escapeMrkdwn(note)}`;
  switch (state) {
    case 'done':
      return `last sent ${at}`;
    case 'skipped':
      return `left out ${at}${why || ': nothing was worth saying'}`;
    case 'failed':
      return `*failed* ${at}${why}`;
    case 'unknown':
      return `*not known whether it arrived* ${at}${why}`;
    case 'waiting':
      return `waits${retryAt === null ? '' : ` until ${dateText(retryAt, 'date and time')}`}${why}`;
    case 'claimed':
    case 'posting':
      return 'is being sent now';
  }
}
