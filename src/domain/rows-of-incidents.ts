import { valueAt } from './coded-column.ts';
import type { IncidentKey } from './exclusion.ts';
import type { IncidentTable } from './incident-table.ts';

/** The rows of a table that hold one of some incidents. Few incidents cost little, however long the table. */
export function rowsOfIncidents(
  table: IncidentTable,
  incidents: readonly IncidentKey[],
): ReadonlySet<number> {
  const found = new Set<number>();
  if (incidents.length === 0) return found;
  const { length, number, integration } = table;
  const numbers = new Set(incidents.map((each) => each.number));
  for (let row = 0; row < length; row++) {
    if (!numbers.has(number[row] as number)) continue; // a row of the table
    const account = valueAt(integration, row);
    const isOne = incidents.some(
      ({ integrationId, incidentId }) => integrationId === account && incidentId === table.id(row),
    );
    if (isOne) found.add(row);
  }
  return found;
}
