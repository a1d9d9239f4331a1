import type { IncidentTable } from '../domain/incident-table.ts';
import type { Steps } from '../domain/steps.ts';

/** What every answer reads. */
const COLUMNS = [
  'createdAt',
  'resolvedAt',
  'acknowledgedAt',
  'number',
  'titleHash',
  'keyHash',
  'ending',
  'urgency',
  'service',
  'integration',
  'responders',
] as const satisfies readonly (keyof IncidentTable)[];

/** Reads the columns that every answer needs, one a step: a store may put a column together when it is first read. */
export function* gatherColumns(tables: readonly (IncidentTable | null)[]): Steps<void> {
  for (const table of tables) {
    for (const column of COLUMNS) {
      void table?.[column];
      yield;
    }
  }
}
