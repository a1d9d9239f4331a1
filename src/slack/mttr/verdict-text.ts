import type { Change } from '../../domain/report.ts';
import { plural } from '../blocks/numbers.ts';
import { durationText, ratioText } from './number-text.ts';
import { periodBeforeText } from './period-text.ts';
import { isBeingLoaded } from './reach.ts';
import type { ReportContext } from './report-context.ts';

/** `, clearly faster than the 30 days before`: the end of a headline; nothing where it is not clear. */
export function clearChange({ report, range, now }: ReportContext): string {
  const { change, previous, definition } = report;
  if (change === null || !isClear(change)) return '';
  return `, *${change.verdict} than ${periodBeforeText(range, definition.window, previous.window, now)}*`;
}

/** Faster or slower than before, in a sentence that says how sure that is. */
export function verdictLine(context: ReportContext): string[] {
  const { report, range, now } = context;
  const { change, previous, definition } = report;
  const before = periodBeforeText(range, definition.window, previous.window, now);
  if (!previous.covered) {
    return [
      isBeingLoaded(report)
        ? `No comparison yet: ${before} ${before.includes(' days ') ? 'are' : 'is'} not loaded.`
        : `No comparison: the data does not cover ${before}.`,
    ];
  }
  if (previous.recovery === null && report.recovery === null) return [];
  if (previous.recovery === null) return [`Faster or slower? Nothing to compare: no incidents in ${before}.`];
  const then = `${durationText(previous.recovery.median)} in ${withCount(before, previous.recovery.n)}`;
  if (report.recovery === null || change === null) return [`Typical ${then}.`];
  if (change.verdict === 'too few') {
    return [`Faster or slower? Too few incidents to tell: typical ${then}.`];
  }
  if (change.verdict === "can't tell") {
    return [`Faster or slower? Can't tell: typical ${then}; the change could be ${betweenText(change)}.`];
  }
  const ratio = change.ratio === null ? '' : ` Incidents take ${ratioText(change.ratio)} as long`;
  return [
    `Typical ${durationText(report.recovery.median)} now, ${then}.${ratio}${ratio === '' ? '' : ` (95 %: ${betweenText(change)}).`}`,
  ];
}

/** `the 30 days before (12 incidents)`, `the week before (9–15 Nov, 12 incidents)`. */
function withCount(before: string, n: number): string {
  const count = plural(n, 'incident');
  return before.endsWith(')') ? `${before.slice(0, -1)}, ${count})` : `${before} (${count})`;
}

/** `×0.6 to ×2.6`. */
export function betweenText({ ratioInterval }: Pick<Change, 'ratioInterval'>): string {
  return ratioInterval === null
    ? 'anything'
    : `${ratioText(ratioInterval[0])} to ${ratioText(ratioInterval[1])}`;
}

function isClear({ verdict }: Change): boolean {
  return verdict === 'clearly faster' || verdict === 'clearly slower';
}
