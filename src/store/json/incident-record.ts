import { crc32 } from 'node:zlib';
import { hash32 } from '../../domain/hash32.ts';
import type { Enrichment, Incident, Reference } from '../../domain/incident.ts';

/** An incident as JSON with its members in one order, so that equal incidents are equal texts. */
export function incidentRecord(incident: Incident): string {
  return JSON.stringify({
    integrationId: incident.integrationId,
    id: incident.id,
    number: incident.number,
    title: incident.title,
    url: incident.url,
    key: incident.key,
    status: incident.status,
    urgency: incident.urgency,
    priority: incident.priority && reference(incident.priority),
    service: incident.service && reference(incident.service),
    teams: incident.teams.map(reference),
    createdAt: incident.createdAt,
    updatedAt: incident.updatedAt,
    resolvedAt: incident.resolvedAt,
    ending: incident.ending,
    enrichment: incident.enrichment && enrichment(incident.enrichment),
    severities: incident.severities,
  } satisfies Incident);
}

/** Two independent checksums: together they tell 2^64 records apart. */
export function recordChecks(record: string): { checkA: number; checkB: number } {
  return { checkA: crc32(record), checkB: hash32(record) };
}

/** The line of a month's log that holds one version, before it is sealed. */
export function versionLine(sequence: number, record: string): string {
  return `{"sequence":${sequence},"incident":${record}}`;
}

function reference({ id, name }: Reference): Reference {
  return { id, name };
}

function enrichment(known: Enrichment): Enrichment {
  const { firstAcknowledgedAt, responders, reopened, lastWorkedAt } = known;
  return { firstAcknowledgedAt, responders: responders.map(reference), reopened, lastWorkedAt };
}
