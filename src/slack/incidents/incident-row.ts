import type { Overflow, PlainTextOption, SectionBlock } from '@slack/types';
import { formatDuration } from '../../domain/duration.ts';
import type { Ending } from '../../domain/incident.ts';
import type { WhyNot } from '../../domain/listed-rows.ts';
import type { IncidentRow } from '../../report/reports.ts';
import { dateText } from '../blocks/date-text.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain, shorten } from '../blocks/text.ts';
import { incidentLink } from '../mttr/incident-link.ts';
import { ROW_ACTION } from './incident-actions.ts';

/** What can be done with one incident. */
type RowChoice = 'without' | 'exclude' | 'include';

const LONGEST_TITLE = 150;

const WHY_NOT: Readonly<Record<WhyNot, string>> = {
  merged: 'merged into another',
  'not resolved': 'not resolved yet',
  'clock error': 'resolved before it began (clock error)',
  'excluded by hand': 'excluded by hand',
  'not acknowledged': 'not acknowledged',
  'in working hours': 'began in working hours',
  'people not known': 'not known who worked on it',
  'what if': 'switched off above',
};

/** How an incident ended, in words. */
export const ENDED: Readonly<Record<Ending, string>> = {
  open: 'open',
  person: 'ended by a person',
  monitor: 'ended by a monitor',
  timeout: 'ended by a timeout',
  merge: 'merged',
  unknown: 'resolved',
};

/** One incident behind a number, with what can be done about it. */
export function incidentRow(row: IncidentRow, mayExclude: boolean): SectionBlock {
  const { incident, duration, whyNot, exclusion } = row;
  const counts = countsText(duration, whyNot);
  const title = incident.title === null ? [] : [escapeMrkdwn(shorten(incident.title, LONGEST_TITLE))];
  const excluded =
    exclusion === null
      ? []
      : [`Excluded by <@${exclusion.by}>, ${dateText(exclusion.at)}: ${escapeMrkdwn(exclusion.reason)}`];
  const said = section(
    [
      `${incidentLink(incident)} ${escapeMrkdwn(incident.service ?? 'no service')} · ${counts}`,
      ...title,
      timesText(row),
      ...excluded,
    ].join('\n'),
    menuOf(row, mayExclude),
  );
  return { ...said, block_id: `${incident.integrationId} ${incident.id}` };
}

/** A count takes what is still open: there is no duration to say then. */
function countsText(duration: IncidentRow['duration'], whyNot: IncidentRow['whyNot']): string {
  if (whyNot !== null) return `_not counted: ${WHY_NOT[whyNot]}_`;
  return duration === null ? '*counted*' : `*${formatDuration(duration)}*`;
}

function timesText({ createdAt, resolvedAt, ending, priority, urgency }: IncidentRow): string {
  const until = resolvedAt === null ? 'still open' : `until ${dateText(resolvedAt, 'date and time')}`;
  const kind = [priority, urgency === '' ? null : `${urgency} urgency`].filter((text) => text !== null);
  return [`${dateText(createdAt, 'date and time')} ${until}`, ENDED[ending], ...kind.map(escapeMrkdwn)].join(
    ' · ',
  );
}

function menuOf({ incident, whyNot, exclusion }: IncidentRow, mayExclude: boolean): Overflow | undefined {
  const option = (label: string, choice: RowChoice): PlainTextOption => ({
    text: plain(label),
    value: choiceValue(choice, { integrationId: incident.integrationId, incidentId: incident.id }),
  });
  const options = [
    ...(whyNot !== null ? [] : [option('What if without it?', 'without')]),
    ...(mayExclude && whyNot === null ? [option('Exclude with a reason…', 'exclude')] : []),
    ...(mayExclude && exclusion !== null ? [option('Count it again', 'include')] : []),
    // Slack opens it by itself; the press comes to us too, and means nothing.
    ...(incident.url.startsWith('https://')
      ? [{ text: plain('Open in PagerDuty'), value: 'open', url: incident.url }]
      : []),
  ];
  return options.length === 0 ? undefined : { type: 'overflow', action_id: ROW_ACTION, options };
}

/** What a chosen option says: what to do with which incident. */
export function choiceValue(
  choice: RowChoice,
  { integrationId, incidentId }: { integrationId: string; incidentId: string },
): string {
  return [choice, integrationId, incidentId].join(' ');
}

/** Reads such a value; `null` for any other. */
export function choiceIn(
  value: string,
): { choice: RowChoice; incident: { integrationId: string; incidentId: string } } | null {
  const match = /^(without|exclude|include) (\S+) (\S+)$/.exec(value);
  const [, choice, integrationId, incidentId] = match ?? [];
  if (choice === undefined || integrationId === undefined || incidentId === undefined) return null;
  // The pattern lets only these through.
  return { choice: choice as RowChoice, incident: { integrationId, incidentId } };
}
