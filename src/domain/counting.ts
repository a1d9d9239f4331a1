import type { Seconds } from './duration.ts';
import type { IncidentKey } from './exclusion.ts';
import type { CountedEnding, Ending } from './incident.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Instant } from './instant.ts';
import { rowsOfIncidents } from './rows-of-incidents.ts';
import { asItIs, type WhatIf } from './what-if.ts';

/** What is measured of an incident: until it was resolved, or until somebody first acknowledged it. */
export type Measure = 'recovery' | 'acknowledgement';

/** What decides whether an incident counts, besides the filter. */
export interface CountingRules {
  readonly measure: Measure;
  /** What came later is not known yet: an incident that was resolved after it is open. `null`: everything is known. */
  readonly until: Instant | null;
  /** Excluded by hand. */
  readonly excluded: readonly IncidentKey[];
  readonly whatIf: WhatIf;
  /** The incident of `whatIf.without`. */
  readonly without: IncidentKey | null;
}

/** Every resolved incident counts with its recovery time. */
export const plainRules: CountingRules = {
  measure: 'recovery',
  until: null,
  excluded: [],
  whatIf: asItIs,
  without: null,
};

/** Why an incident does not count. The first that applies, in this order. */
export type NotCounted =
  | 'excluded by hand'
  | 'merged'
  | 'not resolved'
  | 'not acknowledged'
  | 'clock error'
  | 'what if';

/** Below this a recovery is called short. */
export const SHORT: Seconds = 120;

/**
 * Decides for the rows of a table.
 *
 * @returns for a row what it counts with, in whole seconds, or why it does not count
 */
export function countingOf(
  table: IncidentTable,
  rules: CountingRules,
): (row: number) => Seconds | NotCounted {
  const { createdAt, resolvedAt, acknowledgedAt, ending, urgency } = table;
  const { measure, whatIf, until } = rules;
  const excluded = rowsOfIncidents(table, rules.excluded);
  const without = rowsOfIncidents(table, rules.without === null ? [] : [rules.without]);
  const end = measure === 'recovery' ? resolvedAt : acknowledgedAt;
  const missing = measure === 'recovery' ? 'not resolved' : 'not acknowledged';
  const latest = until ?? Number.POSITIVE_INFINITY;
  const isHigh = urgency.values.map((value) => value === 'high');
  const isMerged = ending.values.map((value) => value === 'merge');
  const isAutomatic = ending.values.map((value) => value === 'monitor' || value === 'timeout');

  return (row) => {
    // A row is within the table, a code within its dictionary.
    const how = ending.codes[row] as number;
    if (excluded.has(row)) return 'excluded by hand';
    if (isMerged[how]) return 'merged';
    const at = end[row] as Instant;
    if (at === 0 || at > latest) return missing;
    const duration = at - (createdAt[row] as Instant);
    if (duration < 0) return 'clock error';
    if (
      (whatIf.highUrgencyOnly && !isHigh[urgency.codes[row] as number]) ||
      (whatIf.withoutAutomatic && isAutomatic[how]) ||
      (whatIf.withoutShort && duration < SHORT) ||
      without.has(row)
    ) {
      return 'what if';
    }
    return duration;
  };
}

/** Whether something is an incident at all, whatever became of it: not merged into another, and not taken out. */
export function isIncident(judgement: Seconds | NotCounted): boolean {
  return typeof judgement === 'number' || judgement === 'not resolved' || judgement === 'clock error';
}

/** How a counted incident came to its end. */
export function countedEnding(ending: Ending): CountedEnding {
  return ending === 'open' || ending === 'merge' ? 'unknown' : ending;
}
