import type { Change, Report } from '../../domain/report.ts';
import { plural } from '../blocks/numbers.ts';
import { wordsFor } from './metric-words.ts';
import { durationText, ratioText } from './number-text.ts';
import { inPeriodBeforeText, periodBeforeText } from './period-text.ts';
import { isBeingLoaded } from './reach.ts';
import type { ReportContext } from './report-context.ts';

/**
 * `, clearly faster than the 30 days before`: the end of a headline; nothing where it is not clear. A few long incidents can move
 * the mean before it the other way: then it says that it speaks of the typical one.
 */
export function clearChange({ report, range, now }: ReportContext): string {
  const { change, previous, definition } = report;
  if (change === null || !isClear(change)) return '';
  const before = periodBeforeText(range, definition.window, previous.window, now);
  return `, ${isMeanContrary(report) ? 'but typically ' : ''}*${change.verdict} than ${before}*`;
}

/** Faster or slower than before, in a sentence that says how sure that is. */
export function verdictLine(context: ReportContext): string[] {
  const { report, range, now } = context;
  const { change, previous, definition } = report;
  const before = periodBeforeText(range, definition.window, previous.window, now);
  const inBefore = inPeriodBeforeText(range, definition.window, previous.window, now);
  if (!previous.covered) {
    return [
      isBeingLoaded(report)
        ? `No comparison yet: ${before} ${before.includes(' days ') ? 'are' : 'is'} not loaded.`
        : `No comparison: the data does not cover ${before}.`,
    ];
  }
  if (previous.recovery === null && report.recovery === null) return [];
  if (previous.recovery === null) return [`Faster or slower? Nothing to compare: no incidents ${inBefore}.`];
  const then = `${durationText(previous.recovery.median)} ${withCount(inBefore, previous.recovery.n)}`;
  if (report.recovery === null || change === null) return [`Typical ${then}.`];
  if (change.verdict === 'too few') {
    return [`Faster or slower? Too few incidents to tell: typical ${then}.`];
  }
  if (change.verdict === "can't tell") {
    return [
      isSmall(change)
        ? `Faster or slower? Not clearly: typical ${then}; the change is ${aboutText(change)}, and clear begins at 15 %.`
        : `Faster or slower? Can't tell: typical ${then}; the change could be ${betweenText(change)}.`,
    ];
  }
  return [
    `Typical ${durationText(report.recovery.median)} now, ${then}.${takeText(report)}${meanText(report)}`,
  ];
}

/** Chance is ruled out, and the effect is too small to matter. */
function isSmall({ ratioInterval }: Change): boolean {
  return ratioInterval !== null && (ratioInterval[0] > 1 || ratioInterval[1] < 1);
}

/** `about ×1.1 (×1.02 to ×1.2)`. */
function aboutText({ ratio, ratioInterval }: Change): string {
  return `${ratio === null ? '' : `about ${ratioText(ratio)} `}(${betweenText({ ratioInterval })})`;
}

/**
 * ` Incidents take ×0.6 as long (95 %: ×0.4 to ×0.82).` The medians beside it are of incidents, this is of episodes: where
 * storms turn the medians round, it says so.
 */
function takeText({ change, recovery, previous }: Report): string {
  if (!change || change.ratio === null) return '';
  const medians = (recovery?.median ?? 0) - (previous.recovery?.median ?? 0);
  const who = medians * (change.ratio - 1) < 0 ? 'With every storm counted once, incidents' : 'Incidents';
  return ` ${who} take ${ratioText(change.ratio)} as long (95 %: ${betweenText(change)}).`;
}

/** ` MTTR was 35m then: a few long ones make the difference.` Only where it contradicts what is clear. */
function meanText(report: Report): string {
  const { previous, definition } = report;
  if (previous.recovery === null || !isMeanContrary(report)) return '';
  const { name } = wordsFor(definition.metric);
  return ` ${name} was ${durationText(previous.recovery.mean)} then: a few long ones make the difference.`;
}

/** Whether the mean went the other way than what is clear. */
function isMeanContrary({ change, recovery, previous }: Report): boolean {
  if (!change || recovery === null || previous.recovery === null || !isClear(change)) return false;
  const { mean } = previous.recovery;
  return change.verdict === 'clearly faster' ? recovery.mean > mean : recovery.mean < mean;
}

/** `in the 30 days before (12 incidents)`, `in the week before (9–15 Nov, 12 incidents)`. */
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
