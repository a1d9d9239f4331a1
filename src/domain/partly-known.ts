import { valueAt } from './coded-column.ts';
import { type CurrentNames, type Filter, knownShare, matching } from './filter.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Grouping, Metric } from './question.ts';
import type { PartlyKnown } from './report.ts';

/** What decides which data a question needs. */
interface Needing {
  readonly table: IncidentTable;
  readonly filter: Filter;
  readonly names: CurrentNames;
  readonly by: readonly Grouping[];
  readonly metric: Metric;
}

/** How well the fields are known that the question needs, among the incidents that its other conditions pass. */
export function partlyKnown({ table, filter, names, by, metric }: Needing): readonly PartlyKnown[] {
  const needs = (field: 'severity' | 'user') =>
    by.includes(field) || filter.some((condition) => condition.field === field);
  const shareOf = (field: 'severity' | 'user') => {
    const others = filter.filter((condition) => condition.field !== field);
    return knownShare(table, matching(table, others, names), field);
  };
  return [
    ...(needs('severity') ? [{ field: 'severity' as const, share: shareOf('severity') }] : []),
    ...(needs('user') || metric === 'after-hours'
      ? [{ field: 'user' as const, share: shareOf('user') }]
      : []),
    ...(metric === 'mtta'
      ? [{ field: 'acknowledgement' as const, share: acknowledgedShare(table, filter, names) }]
      : []),
  ].filter(({ share }) => share < 1);
}

/** For how many incidents it is known whether and when they were acknowledged. */
function acknowledgedShare(table: IncidentTable, filter: Filter, names: CurrentNames): number {
  const rows = matching(table, filter, names);
  if (rows.length === 0) return 1;
  const { responders, acknowledgedAt } = table;
  let known = 0;
  for (const row of rows) if (acknowledgedAt[row] !== 0 || valueAt(responders, row) !== null) known++;
  return known / rows.length;
}
