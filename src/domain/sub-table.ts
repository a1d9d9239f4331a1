import type { IncidentTable } from './incident-table.ts';

/** Some rows of a table as a table, in their order. */
export function subTable(table: IncidentTable, rows: readonly number[]): IncidentTable {
  const numbers = (column: Uint32Array) => Uint32Array.from(rows, (row) => column[row] as number);
  const coded = <Value>({ codes, values }: { codes: Uint32Array; values: readonly Value[] }) => ({
    codes: numbers(codes),
    values,
  });
  return {
    length: rows.length,
    number: numbers(table.number),
    createdAt: numbers(table.createdAt),
    updatedAt: numbers(table.updatedAt),
    resolvedAt: numbers(table.resolvedAt),
    acknowledgedAt: numbers(table.acknowledgedAt),
    lastWorkedAt: numbers(table.lastWorkedAt),
    titleHash: numbers(table.titleHash),
    keyHash: numbers(table.keyHash),
    integration: coded(table.integration),
    service: coded(table.service),
    priority: coded(table.priority),
    urgency: coded(table.urgency),
    status: coded(table.status),
    ending: coded(table.ending),
    teams: coded(table.teams),
    severities: coded(table.severities),
    responders: coded(table.responders),
    id: (row) => table.id(rows[row] as number),
  };
}
