import { valueAt } from './coded-column.ts';
import { SHORT } from './counting.ts';
import { DAY, type Seconds } from './duration.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Instant } from './instant.ts';
import type { Population } from './population.ts';
import { recurrences } from './recurrences.ts';
import type { Beside } from './report.ts';
import type { Steps } from './steps.ts';

/** Who had it open for longer may have closed it for tidiness. */
const LONG_OPEN: Seconds = 7 * DAY;

/** What is counted beside a number of recoveries, but for the excluded. */
export type BesideCounts = Omit<Beside, 'excluded'>;

/**
 * Short, recurred and cleaned-up incidents among the counted ones.
 *
 * A recurrence is looked for among all incidents of the table, whatever the filter says of it, and in the tables beside it; what
 * was merged into another is none. Whether anybody worked on an incident is known where its log entries are ingested.
 *
 * @param population of recoveries
 * @param elsewhere where else incidents may have come back: those that are open now, and those that ended after the window
 * @returns in steps: run to the end, at once or in slices
 */
export function* besideOf(
  { table, rows, recovery }: Population,
  elsewhere: readonly IncidentTable[],
): Steps<BesideCounts> {
  let short = 0;
  while (short < recovery.length && (recovery[short] as Seconds) < SHORT) short++;

  let cleanUp = 0;
  let cleanUpNotKnown = 0;
  for (let position = rows.length - 1; position >= 0; position--) {
    if ((recovery[position] as Seconds) <= LONG_OPEN) break;
    // A position is within the population, a row within the table.
    const row = rows[position] as number;
    const isKnown = valueAt(table.responders, row) !== null;
    const sinceWorkedOn = (table.resolvedAt[row] as Instant) - (table.lastWorkedAt[row] as Instant);
    if (!isKnown) cleanUpNotKnown++;
    else if (sinceWorkedOn > DAY) cleanUp++;
  }

  const recurred = yield* recurrences(table, rows, elsewhere);
  return { short, recurred: recurred.reduce((sum, each) => sum + each, 0), cleanUp, cleanUpNotKnown };
}
