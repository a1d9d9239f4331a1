import type { Report } from '../../domain/report.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { capital, durationText } from './number-text.ts';
import { inPeriodBeforeText } from './period-text.ts';
import { reachOf } from './reach.ts';
import type { ReportContext } from './report-context.ts';
import { clearChange } from './verdict-text.ts';

/**
 * `checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days), clearly faster than the 30 days before`. Answers the question
 * alone; mrkdwn.
 */
export function headline(context: ReportContext): string {
  const { report } = context;
  const subject = escapeMrkdwn(report.subject);
  const { metric, track } = report.definition;
  const reach = reachOf(context);
  if (reach.kind === 'none') return `${subject}: *${reach.sentence}*`;
  const { said } = reach;
  if (countsIncidents(metric)) return `${subject}: ${countText(context, said)}`;
  if (report.recovery === null) {
    const open = openStatuses(report);
    return open.length > 0 && metric === 'mttr'
      ? `${subject}: *${report.open.count === 0 ? 'none' : thousands(report.open.count)} open now*. ${open.join(' or ')} incidents have no recovery time yet.`
      : `${subject}: *no data* (no incident ${eventText(report)}${said})`;
  }
  const { n, mean } = report.recovery;
  const of = n === 1 ? 'one incident' : `mean of ${plural(n, 'incident')}`;
  // When it is tracked by its resolution is what people take for granted.
  const tracked = track === 'resolved' ? '' : ` ${track}`;
  return `${subject}: *${wordsFor(metric).name} ${durationText(mean)}* (${of}${tracked}${said})${clearChange(context)}`;
}

function countText({ report, range, now }: ReportContext, said: string): string {
  const { counts, definition, previous } = report;
  const period = `(${said.replace(/^,? /, '')})`;
  if (counts === null) return `*no data* ${period}`;
  const before =
    counts.before === null
      ? ''
      : `; ${thousands(counts.before)} ${inPeriodBeforeText(range, definition.window, previous.window, now)}`;
  return definition.metric === 'count'
    ? `*${plural(counts.total, 'incident')} ${definition.track}* ${period}${before}`
    : `*${thousands(counts.total)} of ${plural(counts.of, 'incident')} began after hours* ${period}${before}`;
}

/** The statuses that were asked for, where nothing of these can have recovered. */
export function openStatuses({ definition: { filter } }: Report): readonly string[] {
  const asked = filter.filter(({ field, operator }) => field === 'status' && operator === 'equals');
  const values = asked.flatMap((condition) => condition.values);
  return values.some((value) => value.toLowerCase() === 'resolved')
    ? []
    : values.map((value, index) => (index === 0 ? capital(value) : value));
}

/** What an incident has to be to count: `resolved`, `created and acknowledged`. */
function eventText({ definition: { track, metric } }: Report): string {
  if (metric === 'mtta') return `${track} and acknowledged`;
  return track === 'resolved' ? 'resolved' : `${track} and resolved`;
}
