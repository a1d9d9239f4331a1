import type { IncidentTable } from './incident-table.ts';
import type { TrackingEvent } from './question.ts';

/** The instants that decide where an incident lies in time. */
export function trackedInstants(table: IncidentTable, track: TrackingEvent): Uint32Array {
  switch (track) {
    case 'resolved':
      return table.resolvedAt;
    case 'created':
      return table.createdAt;
    case 'updated':
      return table.updatedAt;
  }
}
