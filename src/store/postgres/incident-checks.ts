import { crc32 } from 'node:zlib';
import { hash32 } from '../../domain/hash32.ts';
import type { Incident } from '../../domain/incident.ts';

/** What tells whether a reading of an incident brings anything new. */
export interface IncidentChecks {
  /** Of all that a plain reading tells. */
  readonly content: number;
  /** `null`: log entries were not read. */
  readonly enrichment: number | null;
  /** `null`: alerts were not read. */
  readonly severities: number | null;
}

export function incidentChecks(incident: Incident): IncidentChecks {
  const { integrationId: _, enrichment, severities, priority, service, teams, ...plain } = incident;
  const content = [
    plain.number,
    plain.title,
    plain.url,
    plain.key,
    plain.status,
    plain.urgency,
    priority && [priority.id, priority.name],
    service && [service.id, service.name],
    teams.map(({ id, name }) => [id, name]),
    plain.createdAt,
    plain.updatedAt,
    plain.resolvedAt,
    plain.ending,
  ];
  const worked = enrichment && [
    enrichment.firstAcknowledgedAt,
    enrichment.responders.map(({ id, name }) => [id, name]),
    enrichment.reopened,
    enrichment.lastWorkedAt,
  ];
  return {
    content: checksum(JSON.stringify(content)),
    enrichment: worked && checksum(JSON.stringify(worked)),
    severities: severities && checksum(JSON.stringify(severities)),
  };
}

/** 53 bits of two independent checksums: as many as a number holds exactly. */
function checksum(text: string): number {
  return hash32(text) * 2 ** 21 + (crc32(text) >>> 11);
}
