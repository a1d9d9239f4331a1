import type { IncidentKey } from './exclusion.ts';
import { type CurrentNames, type Filter, matching } from './filter.ts';
import { fold } from './fold.ts';
import type { IncidentTable, Selection } from './incident-table.ts';
import { rowsOfIncidents } from './rows-of-incidents.ts';

/** The open incidents that are shown beside a number: what its filter passes, whatever it says of their status. */
export function openRows(
  open: IncidentTable,
  filter: Filter,
  names: CurrentNames,
  excluded: readonly IncidentKey[],
): Selection {
  const rows = matching(open, filter.filter(isOfOpen), names);
  const left = rowsOfIncidents(open, excluded);
  return left.size === 0 ? rows : rows.filter((row) => !left.has(row));
}

/** Asked for resolved ones, nothing open would pass: what is open is shown beside them all the same. */
function isOfOpen({ field, operator, values }: Filter[number]): boolean {
  return field !== 'status' || operator !== 'equals' || values.some((value) => fold(value) !== 'resolved');
}
