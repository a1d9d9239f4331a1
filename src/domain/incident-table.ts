import type { CodedColumn } from './coded-column.ts';
import { ColumnBuilder } from './column-builder.ts';
import { hash32 } from './hash32.ts';
import type { Ending, Incident, Reference } from './incident.ts';
import { REFERENCE, REFERENCES, TEXT, TEXTS } from './sameness.ts';

/**
 * Incidents as columns: what a report reads, and nothing more.
 *
 * Every store answers a window query with one such table, so that the statistics exist once and read half a million
 * incidents without building half a million objects. Instants are seconds since 1970; 0 means "none" or "not known".
 */
export interface IncidentTable {
  readonly length: number;
  readonly number: Uint32Array;
  readonly createdAt: Uint32Array;
  readonly updatedAt: Uint32Array;
  /** 0 while the incident is open. */
  readonly resolvedAt: Uint32Array;
  /** First acknowledgement; 0 where there was none or the log entries are not ingested. */
  readonly acknowledgedAt: Uint32Array;
  /** Last thing a person did before the end; 0 where unknown. */
  readonly lastWorkedAt: Uint32Array;
  /** 32-bit hash of the title: tells recurrences apart without carrying the text. */
  readonly titleHash: Uint32Array;
  /** 32-bit hash of the de-duplication key, 0 where there is none. */
  readonly keyHash: Uint32Array;
  readonly integration: CodedColumn<string>;
  readonly service: CodedColumn<Reference | null>;
  readonly priority: CodedColumn<Reference | null>;
  readonly urgency: CodedColumn<string>;
  readonly status: CodedColumn<string>;
  readonly ending: CodedColumn<Ending>;
  readonly teams: CodedColumn<readonly Reference[]>;
  /** `null` where alerts are not ingested. */
  readonly severities: CodedColumn<readonly string[] | null>;
  /** `null` where log entries are not ingested. */
  readonly responders: CodedColumn<readonly Reference[] | null>;
  /** PagerDuty's id of the incident in this row. */
  id(row: number): string;
}

/** Rows of a table, ascending. */
export type Selection = Uint32Array;

/**
 * The table of some incidents, in their order.
 *
 * Fields of several values are coded as sets: their order makes no difference.
 */
export function tableOf(incidents: Iterable<Incident>): IncidentTable {
  const rows = Array.isArray(incidents) ? (incidents as readonly Incident[]) : [...incidents];
  const length = rows.length;
  const instants = () => new Uint32Array(length);
  const table = {
    number: instants(),
    createdAt: instants(),
    updatedAt: instants(),
    resolvedAt: instants(),
    acknowledgedAt: instants(),
    lastWorkedAt: instants(),
    titleHash: instants(),
    keyHash: instants(),
  };
  const integration = new ColumnBuilder<string>(length, TEXT);
  const service = new ColumnBuilder<Reference | null>(length, REFERENCE);
  const priority = new ColumnBuilder<Reference | null>(length, REFERENCE);
  const urgency = new ColumnBuilder<string>(length, TEXT);
  const status = new ColumnBuilder<string>(length, TEXT);
  const ending = new ColumnBuilder<Ending>(length, TEXT);
  const teams = new ColumnBuilder<readonly Reference[]>(length, REFERENCES);
  const severities = new ColumnBuilder<readonly string[] | null>(length, TEXTS);
  const responders = new ColumnBuilder<readonly Reference[] | null>(length, REFERENCES);

  for (let row = 0; row < length; row++) {
    // Within the length of the array.
    const incident = rows[row] as Incident;
    table.number[row] = incident.number;
    table.createdAt[row] = incident.createdAt;
    table.updatedAt[row] = incident.updatedAt;
    table.resolvedAt[row] = incident.resolvedAt ?? 0;
    table.acknowledgedAt[row] = incident.enrichment?.firstAcknowledgedAt ?? 0;
    table.lastWorkedAt[row] = incident.enrichment?.lastWorkedAt ?? 0;
    table.titleHash[row] = hash32(incident.title);
    table.keyHash[row] = hash32(incident.key);
    integration.set(row, incident.integrationId);
    service.set(row, incident.service);
    priority.set(row, incident.priority);
    urgency.set(row, incident.urgency);
    status.set(row, incident.status);
    ending.set(row, incident.ending);
    teams.set(row, incident.teams);
    severities.set(row, incident.severities);
    responders.set(row, incident.enrichment?.responders ?? null);
  }

  return {
    length,
    ...table,
    integration: integration.column(),
    service: service.column(),
    priority: priority.column(),
    urgency: urgency.column(),
    status: status.column(),
    ending: ending.column(),
    teams: teams.column(),
    severities: severities.column(),
    responders: responders.column(),
    id: (row) => (rows[row] as Incident).id,
  };
}
