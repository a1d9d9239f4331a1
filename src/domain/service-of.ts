import type { IncidentTable } from './incident-table.ts';

/**
 * A number for the service of each row: equal for rows of one service, also where it was renamed between them. No service is
 * one of its own in each account.
 *
 * @returns whole numbers from 0 to less than the number of accounts times that of services
 */
export function serviceOf({ service, integration }: IncidentTable): (row: number) => number {
  const first = new Map<string | null, number>();
  const same = service.values.map((value, code) => {
    const id = value?.id ?? null;
    if (!first.has(id)) first.set(id, code);
    return first.get(id) as number;
  });
  const accounts = integration.values.length;
  // A row is within the table, a code within its dictionary.
  return (row) =>
    (same[service.codes[row] as number] as number) * accounts + (integration.codes[row] as number);
}
