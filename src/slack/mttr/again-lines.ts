import type { Metric } from '../../domain/question.ts';
import type { Again, ChangeCause, ChangedIncident, ChangedSince } from '../../report/reports.ts';
import { dateText } from '../blocks/date-text.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { incidentLink } from './incident-link.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { durationText } from './number-text.ts';

/** What is said of a report that is shown again. */
export type ShownAgain = Pick<Extract<Again, { kind: 'report' }>, 'at' | 'changed' | 'isSame'>;

const MOST_INCIDENTS = 5;

const CAUSES: Readonly<Record<ChangeCause, string>> = {
  reopened: 'was reopened',
  merged: 'was merged into another',
  moved: 'moved to another service, team or account',
  're-prioritised': 'has another priority or urgency',
  excluded: 'was excluded by hand',
  'included again': 'was excluded by hand, and is not any more',
  'ingested later': 'came in later',
  'details ingested later': 'was not known in full then',
  deleted: 'was deleted in PagerDuty',
  corrected: 'was corrected in PagerDuty',
};

/** When the report was made, whether these are its numbers, and what would be different today and why. Mrkdwn. */
export function againLines({ at, changed, isSame }: ShownAgain, metric: Metric): string[] {
  const when = `First made ${dateText(at, 'date and time')}`;
  if (!isSame) {
    return [
      `${when}. :warning: Not the numbers of then: a part of that data is gone for good (a deleted account, or past its retention). This is what is left.`,
    ];
  }
  if (changed === null) return [`${when}. The same numbers; nothing has changed since.`];
  return [
    `${when}: these are its numbers. Asked today it would differ: ${numbersText(changed, metric)}`,
    ...changedLines(changed),
  ];
}

function numbersText({ was, now }: ChangedSince, metric: Metric): string {
  const counts = countsIncidents(metric);
  const text = ({ mean, n }: ChangedSince['was']) => {
    if (counts) return plural(n, 'incident');
    return mean === null ? 'no data' : `${durationText(mean)} (${plural(n, 'incident')})`;
  };
  return `${counts ? 'it' : wordsFor(metric).name} was ${text(was)}, now ${text(now)}.`;
}

function changedLines({ count, incidents }: ChangedSince): string[] {
  const shown = incidents.slice(0, MOST_INCIDENTS);
  const rest = count - shown.length;
  return [...shown.map(changeText), ...(rest > 0 ? [`• and ${thousands(rest)} more`] : [])];
}

/** Why an incident counts otherwise: `was reopened`. */
export function causeText(cause: ChangeCause): string {
  return CAUSES[cause];
}

/** `• #48119 was reopened: 2h then, not counted now`. */
export function changeText({ cause, incident, was, now }: ChangedIncident): string {
  const text = (counts: ChangedIncident['was']) =>
    typeof counts === 'number' ? durationText(counts) : (counts ?? 'not counted');
  return `• ${incidentLink(incident)} ${CAUSES[cause]}: ${text(was)} then, ${text(now)} now`;
}
