import type { Report } from '../../domain/report.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { besideLine, endedByLine, notCountedLine, partlyKnownLines, phasesLine } from './beside-lines.ts';
import { openStatuses } from './headline.ts';
import { incidentLink } from './incident-link.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { durationText, intervalText } from './number-text.ts';
import { isBeingLoaded, reachOf } from './reach.ts';
import type { ReportContext } from './report-context.ts';
import { verdictLine } from './verdict-text.ts';

/** Removing one incident has to change the mean by this share before it is named, */
const MOVES_THE_MEAN = 0.3;
/** and by this before it is said to make the mean. */
const MAKES_THE_MEAN = 0.5;
/** Of two incidents either always makes the mean. */
const LEAST_FOR_A_MOVER = 3;

/** What stands under the headline, in the order in which people ask. */
export function detailLines(context: ReportContext): string[] {
  const { report } = context;
  const reach = reachOf(context);
  if (reach.kind === 'none') return openLine(report);
  if (countsIncidents(report.definition.metric)) {
    return [...partlyKnownLines(report), ...openLine(report)];
  }
  return [
    ...verdictLine(context),
    ...spreadLine(report),
    ...moverLine(report),
    ...phasesLine(report),
    ...openLine(report),
    ...withOpenLine(report),
    // A band of a part of the time is none of the time.
    ...(reach.isLoading ? [] : bandLine(report)),
    ...besideLine(report),
    ...partlyKnownLines(report),
  ];
}

/** What the number is made of and what not: the small print begins with it. */
export function populationLines({ report }: ReportContext): string[] {
  return [...endedByLine(report), ...notCountedLine(report)];
}

/**
 * `Half were over within 42m (95 %: 18m–1h 35m); 9 in 10 within 1h 45m.` Of few incidents the range instead, of two both.
 */
function spreadLine({ recovery, definition }: Report): string[] {
  if (recovery === null || recovery.n === 1) return [];
  const { n, median, medianInterval, p90, min, max } = recovery;
  const { ended } = wordsFor(definition.metric);
  if (n === 2) return [`They ${ended} within ${durationText(min)} and ${durationText(max)}.`];
  return medianInterval === null
    ? [
        `From ${durationText(min)} to ${durationText(max)}; half ${ended} within ${durationText(median)}: too few for more.`,
      ]
    : [
        `Half ${ended} within ${durationText(median)} (95 %: ${intervalText(medianInterval)}); 9 in 10 within ${durationText(p90)}.`,
      ];
}

/** `One incident makes the mean: without #48213 (13h 5m) it is 47m.` Where no single one moves it much, nothing. */
export function moverLine({ recovery, movers }: Report): string[] {
  const [first] = movers;
  if (recovery === null || first === undefined || recovery.n < LEAST_FOR_A_MOVER || recovery.mean === 0)
    return [];
  const effect = Math.abs(recovery.mean - first.meanWithout) / recovery.mean;
  if (effect < MOVES_THE_MEAN) return [];
  const says = effect < MAKES_THE_MEAN ? 'One incident moves the mean most' : 'One incident makes the mean';
  return [
    `${says}: without ${incidentLink(first.incident)} (${durationText(first.recovery)}) it is ${durationText(first.meanWithout)}.`,
  ];
}

function openLine(report: Report): string[] {
  const { open, definition } = report;
  const statuses = openStatuses(report).join(' or ').toLowerCase();
  const limits = [
    ...(statuses === '' ? [] : [statuses]),
    ...(isBeingLoaded(report) ? ['as far as loaded'] : []),
  ];
  const now = `Open now${limits.length === 0 ? '' : ` (${limits.join(', ')})`}`;
  if (definition.covered === null && open.count === 0 && isBeingLoaded(report)) return [];
  if (open.count === 0) return [`${now}: none`];
  if (open.oldest === null) return [`${now}: ${thousands(open.count)}`];
  const oldest = `${incidentLink(open.oldest)}, ${durationText(open.oldest.age)}`;
  return [`${now}: ${thousands(open.count)} (${open.count === 1 ? '' : 'oldest '}${oldest})`];
}

/**
 * Under `track=created`: those that are still open, or that a timeout closed, last at least as long as they did. Nothing where
 * there are none: then it is the median that is said already.
 */
function withOpenLine({ open: { medianWithOpen }, notCounted, endedBy }: Report): string[] {
  const who = [
    ...(notCounted.unresolved > 0 ? [`the ${thousands(notCounted.unresolved)} still open`] : []),
    ...(endedBy.timeout > 0 ? [`the ${thousands(endedBy.timeout)} that timed out`] : []),
  ].join(' and ');
  if (medianWithOpen === null || who === '') return [];
  return [
    medianWithOpen === 'not reached'
      ? `Counting ${who} as not recovered, fewer than half have recovered yet.`
      : `Counting ${who} as not recovered, half recover within ${durationText(medianWithOpen)}.`,
  ];
}

function bandLine({ recovery, definition }: Report): string[] {
  if (recovery === null || definition.metric !== 'mttr') return [];
  if (recovery.bandCertain) return [`SEI band: ${recovery.band}`];
  const why =
    recovery.meanInterval === null
      ? `: only ${plural(recovery.n, 'incident')}`
      : ` (mean plausibly ${intervalText(recovery.meanInterval)})`;
  return [`SEI band: ${recovery.band}, not certain${why}`];
}
