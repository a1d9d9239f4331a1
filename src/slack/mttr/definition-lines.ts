import type { Condition } from '../../domain/filter.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TrackingEvent } from '../../domain/question.ts';
import type { IntegrationFreshness, Report } from '../../domain/report.ts';
import type { Window } from '../../domain/window.ts';
import { freshnessOf } from '../../report/freshness.ts';
import { dateText, inZone } from '../blocks/date-text.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { wordsFor } from './metric-words.ts';
import { daysText, dayText, zoneText } from './period-text.ts';

/** `Created→resolved · resolved 24 Oct–22 Nov, Berlin · all urgencies`: what was measured. Mrkdwn. */
export function definitionLine({ definition, subject }: Report, now: Instant): string {
  const { window, covered, track, filter, metric, profile, withoutPrivateTeams } = definition;
  const conditions = filter.filter((condition) => !namesOnly(condition, subject)).map(conditionText);
  if (!filter.some(({ field }) => field === 'urgency')) conditions.push('all urgencies');
  return [
    wordsFor(metric).clock,
    `${track} ${daysText(covered ?? window, now)}, ${zoneText(window.zone)}${movesText(track)}`,
    ...conditions.map(escapeMrkdwn),
    ...(profile === null ? [] : [`profile ${escapeMrkdwn(profile.name)}`]),
    ...(withoutPrivateTeams ? ['without private teams'] : []),
  ].join(' · ');
}

/** Any edit of an incident moves when it was updated. */
function movesText(track: TrackingEvent): string {
  return track === 'updated' ? ' (changes afterwards: any edit moves it)' : '';
}

/** The subject says this condition already. */
function namesOnly({ field, operator, values }: Condition, subject: string): boolean {
  if (field !== 'service' || operator !== 'equals') return false;
  const services = values.join(', ');
  return subject === services || subject.startsWith(`${services}, `);
}

function conditionText({ field, operator, values }: Condition): string {
  const list = values.join(' or ');
  switch (operator) {
    case 'equals':
      return `${field} ${list}`;
    case 'does not equal':
      return `${field} not ${list}`;
    case 'starts with':
    case 'contains':
      return `${field} ${operator} ${list}`;
  }
}

const HELD_BACK: Readonly<Record<IntegrationFreshness['state'], string | null>> = {
  current: null,
  backfilling: 'is still loading older incidents',
  paused: 'is paused',
  failing: 'could not be updated last time',
  offline: 'is offline: its satellite does not answer',
  'never synced': 'has not been synced yet',
};

/** `Complete to 08:55 · Staging is paused, complete to 3 Nov 10:00 · report 7KQ2M`: how far to trust it. Mrkdwn. */
export function freshnessLine({ completeTo, freshness, definition, id }: Report, now: Instant): string {
  const { zone } = definition.window;
  const held = freshness.flatMap(({ name, state, completeTo: at }) => {
    const why = HELD_BACK[state];
    if (why === null) return [];
    const until = at === null || at === completeTo ? '' : `, complete to ${timeText(at, zone, now)}`;
    return [`${escapeMrkdwn(name)} ${why}${until}`];
  });
  return [
    completeText({ completeTo, freshness }, zone, now),
    ...held,
    ...readAgainTexts(freshness, definition.window, now),
    ...(id === null ? [] : [`report ${id}`]),
  ].join(' · ');
}

/** Damage within what is asked for: what is gone for now is not left out silently. */
function readAgainTexts(freshness: Report['freshness'], window: Window, now: Instant): string[] {
  return freshness.flatMap(({ name, readAgain }) => {
    if (readAgain === undefined || readAgain.start >= window.end) return [];
    const days = daysText({ ...readAgain, zone: window.zone }, now);
    return [
      `${escapeMrkdwn(name)}: incidents of ${days} were damaged on disk, are read again, and may be missing here`,
    ];
  });
}

/** While older data is on its way it is complete from some day on only. */
function completeText(
  { completeTo, freshness }: Pick<Report, 'completeTo' | 'freshness'>,
  zone: string,
  now: Instant,
): string {
  if (completeTo === null) return 'Nothing loaded yet';
  const to = timeText(completeTo, zone, now);
  const { coverage } = freshnessOf(freshness);
  return coverage !== null && freshness.some(({ state }) => state === 'backfilling')
    ? `Complete from ${dayText(coverage.coveredFrom, zone, now)} to ${to}`
    : `Complete to ${to}`;
}

/** A time as the reader's own clock shows it. */
function timeText(instant: Instant, zone: string, now: Instant): string {
  const sameDay = inZone(instant, zone, 'yyyy-MM-dd') === inZone(now, zone, 'yyyy-MM-dd');
  if (!sameDay) return dateText(instant, 'date and time');
  return `<!date^${instant}^{time}|${inZone(instant, 'UTC', 'HH:mm')} UTC>`;
}
