import type { IncidentPage } from './client.ts';
import { type Normalised, normaliseIncident } from './normalise-incident.ts';
import { type List, listBody, listBodyOf } from './pages.ts';

/** `GET /incidents` as the sync asks for it; each record is normalised as it comes in. */
export function incidentList(integrationId: string): Omit<List<Normalised>, 'query'> {
  const body = listBodyOf('incidents', (record) => normaliseIncident(record, integrationId));
  return { path: 'incidents', body, what: 'incidents', urgency: 'sync' };
}

/** Records of one answer, sorted into what could be read and what could not. */
export function incidentPage(rows: readonly Normalised[]): IncidentPage {
  return {
    incidents: rows.flatMap((row) => (row.ok ? [row.incident] : [])),
    rejected: rows.flatMap((row) => (row.ok ? [] : [row.rejected])),
  };
}

/** `GET /log_entries`, for the account and for one incident. */
export const LOG_ENTRIES = {
  path: 'log_entries',
  body: listBody('log_entries'),
  what: 'log entries',
  urgency: 'sync',
} as const;
