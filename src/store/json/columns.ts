import { hash32 } from '../../domain/hash32.ts';
import type { Ending, Incident, Reference } from '../../domain/incident.ts';

/** Columns of 32-bit numbers. Instants are seconds, 0 for none. */
export const NUMBER_COLUMNS = [
  'number',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'acknowledgedAt',
  'lastWorkedAt',
  'reopened',
  'titleHash',
  'keyHash',
  /** The commit that brought this version of the incident. */
  'sequence',
  /** Two independent checksums of the whole record: a reading that equals it changes nothing. */
  'checkA',
  'checkB',
  /** Where the whole record lies in the month's log. */
  'offset',
  'size',
] as const;

/** Columns of few distinct values: a code a row, the values once. */
export const CODED_COLUMNS = [
  'service',
  'priority',
  'urgency',
  'status',
  'ending',
  'teams',
  'severities',
  'responders',
] as const;

export type NumberColumn = (typeof NUMBER_COLUMNS)[number];
export type CodedColumnName = (typeof CODED_COLUMNS)[number];

export interface CodedValues {
  service: Reference | null;
  priority: Reference | null;
  urgency: string;
  status: string;
  ending: Ending;
  teams: readonly Reference[];
  severities: readonly string[] | null;
  /** `null` where there is no enrichment at all. */
  responders: readonly Reference[] | null;
}

export type CodedValue = CodedValues[CodedColumnName];

/** Writes what reports need of an incident into row `row`, all but its place in the log. */
export function fillNumbers(
  columns: Record<NumberColumn, Uint32Array>,
  row: number,
  incident: Incident,
): void {
  columns.number[row] = incident.number;
  columns.createdAt[row] = incident.createdAt;
  columns.updatedAt[row] = incident.updatedAt;
  columns.resolvedAt[row] = incident.resolvedAt ?? 0;
  columns.acknowledgedAt[row] = incident.enrichment?.firstAcknowledgedAt ?? 0;
  columns.lastWorkedAt[row] = incident.enrichment?.lastWorkedAt ?? 0;
  columns.reopened[row] = incident.enrichment?.reopened ?? 0;
  columns.titleHash[row] = hash32(incident.title);
  columns.keyHash[row] = hash32(incident.key);
}

/** The values of an incident's coded columns. */
export function codedValues(incident: Incident): CodedValues {
  return {
    service: incident.service,
    priority: incident.priority,
    urgency: incident.urgency,
    status: incident.status,
    ending: incident.ending,
    teams: incident.teams,
    severities: incident.severities,
    responders: incident.enrichment?.responders ?? null,
  };
}
