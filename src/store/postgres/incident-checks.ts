import { crc32 } from 'node:zlib';
import { hash32 } from '../../domain/hash32.ts';
import type { Enrichment, Incident } from '../../domain/incident.ts';

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
  const { enrichment, severities, priority, service, teams } = incident;
  // Flat, the one list at its end: a batch has many thousands, and arrays within arrays take half the time of a commit.
  const content = [
    incident.number,
    incident.title,
    incident.url,
    incident.key,
    incident.status,
    incident.urgency,
    priority?.id ?? null,
    priority?.name ?? null,
    service?.id ?? null,
    service?.name ?? null,
    incident.createdAt,
    incident.updatedAt,
    incident.resolvedAt,
    incident.ending,
  ];
  for (const { id, name } of teams) content.push(id, name);
  return {
    content: checksum(content),
    enrichment: enrichment && checksumOfEnrichment(enrichment),
    severities: severities && checksum(severities),
  };
}

function checksumOfEnrichment({
  firstAcknowledgedAt,
  reopened,
  lastWorkedAt,
  responders,
}: Enrichment): number {
  const worked: (string | number | null)[] = [firstAcknowledgedAt, reopened, lastWorkedAt];
  for (const { id, name } of responders) worked.push(id, name);
  return checksum(worked);
}

/** 53 bits of two independent checksums: as many as a number holds exactly. */
function checksum(facts: readonly (string | number | null)[]): number {
  const text = JSON.stringify(facts);
  return hash32(text) * 2 ** 21 + (crc32(text) >>> 11);
}
