import { hash32 } from '../../domain/hash32.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Sequence } from '../sequence.ts';
import type { CommitResult } from '../sync-store.ts';
import { encodeValues } from './coded-values.ts';
import { type IncidentChecks, incidentChecks } from './incident-checks.ts';
import { numberArray } from './number-array.ts';
import type { Statements } from './statements.ts';

/** An incident of a batch with its checksums. */
export interface Reading {
  readonly incident: Incident;
  readonly checks: IncidentChecks;
}

/** The readings of a batch: of several of one incident the last that none newer comes before. */
export function readingsOf(batch: readonly Incident[]): readonly Reading[] {
  const newest = new Map<string, Incident>();
  for (const incident of batch) {
    const waiting = newest.get(incident.id);
    if (waiting && waiting.updatedAt > incident.updatedAt) continue;
    newest.set(incident.id, {
      ...incident,
      enrichment: incident.enrichment ?? waiting?.enrichment ?? null,
      severities: incident.severities ?? waiting?.severities ?? null,
    });
  }
  return [...newest.values()].map((incident) => ({ incident, checks: incidentChecks(incident) }));
}

/** The integration whose incidents are written. */
export interface Owner {
  readonly workspaceId: string;
  readonly integration: number;
}

export interface News {
  readonly fresh: readonly Reading[];
  readonly changed: readonly Reading[];
}

/**
 * What of some readings is not stored yet, decided by the database: what it knows already is not even sent back.
 *
 * One look into the index for each reading (`lateral … limit 1`): left to itself, a database that has not counted its rows since a
 * first load began compares each batch with all that is stored.
 */
export async function newsOf(
  statements: Statements,
  { workspaceId, integration }: Owner,
  readings: readonly Reading[],
): Promise<News> {
  const rows = await statements.arrays<[place: number, isKnown: boolean]>(
    `select read.place::integer, known.incident_id is not null
     from unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]) with ordinality
       as read (incident_id, updated_at, content, enrichment, severities, place)
     left join lateral (
       select * from incident_details
       where workspace_id = $1 and integration = $2 and incident_id = read.incident_id limit 1
     ) known on true
     where known.incident_id is null
       or known.updated_at <= read.updated_at
         and (known.content_check <> read.content
           or read.enrichment is not null and known.enrichment_check is distinct from read.enrichment
           or read.severities is not null and known.severities_check is distinct from read.severities)
     order by read.place`,
    [
      workspaceId,
      integration,
      readings.map(({ incident }) => incident.id),
      numberArray(readings.map(({ incident }) => incident.updatedAt)),
      numberArray(readings.map(({ checks }) => checks.content)),
      numberArray(readings.map(({ checks }) => checks.enrichment)),
      numberArray(readings.map(({ checks }) => checks.severities)),
    ],
  );
  const those = (isKnown: boolean) =>
    rows.filter((row) => row[1] === isKnown).map(([place]) => readings[place - 1] as Reading); // places of that very list
  return { fresh: those(false), changed: those(true) };
}

/** Keeps what a commit is about to replace as it was: reports made earlier saw it. Within the lock of the workspace. */
export async function keepVersions(
  statements: Statements,
  { workspaceId, integration }: Owner,
  changed: readonly Reading[],
  sequence: Sequence,
): Promise<void> {
  if (changed.length === 0) return;
  const ids = changed.map(({ incident }) => incident.id);
  await statements.run(KEEP_VERSIONS, [workspaceId, integration, ids, sequence]);
}

/** Writes new and changed incidents. Within the lock of the workspace. */
export async function writeIncidents(
  statements: Statements,
  owner: Owner,
  { fresh, changed }: News,
  sequence: Sequence,
): Promise<Pick<CommitResult, 'inserted' | 'updated'>> {
  const { workspaceId, integration } = owner;
  const readings = [...fresh, ...changed];
  const incidents = readings.map(({ incident }) => incident);
  const codes = await encodeValues(statements, owner, incidents);
  await statements.run(changed.length > 0 ? WRITE_FACTS + UPDATE_FACTS : WRITE_FACTS, [
    workspaceId,
    integration,
    sequence,
    incidents.map(({ id }) => id),
    numberArray(incidents.map(({ number }) => number)),
    numberArray(incidents.map(({ createdAt }) => createdAt)),
    numberArray(incidents.map(({ updatedAt }) => updatedAt)),
    numberArray(incidents.map(({ resolvedAt }) => resolvedAt)),
    numberArray(incidents.map(({ enrichment }) => enrichment?.firstAcknowledgedAt ?? null)),
    numberArray(incidents.map(({ enrichment }) => enrichment?.lastWorkedAt ?? null)),
    numberArray(incidents.map(({ title }) => hash32(title))),
    numberArray(incidents.map(({ key }) => hash32(key))),
    numberArray(codes.service),
    numberArray(codes.priority),
    numberArray(codes.urgency),
    numberArray(codes.status),
    numberArray(codes.ending),
    numberArray(codes.teams),
    numberArray(codes.severities),
    numberArray(codes.responders),
  ]);
  await statements.run(changed.length > 0 ? WRITE_DETAILS + UPDATE_DETAILS : WRITE_DETAILS, [
    workspaceId,
    integration,
    incidents.map(({ id }) => id),
    numberArray(incidents.map(({ updatedAt }) => updatedAt)),
    numberArray(incidents.map(({ enrichment }) => enrichment?.reopened ?? 0)),
    numberArray(readings.map(({ checks }) => checks.content)),
    numberArray(readings.map(({ checks }) => checks.enrichment)),
    numberArray(readings.map(({ checks }) => checks.severities)),
    incidents.map(({ title, url, key }) => JSON.stringify({ title, url, key })),
  ]);
  return { inserted: fresh.length, updated: changed.length };
}

const FACTS = `incident_id, number, created_at, updated_at, resolved_at, acknowledged_at, last_worked_at, title_hash, key_hash,
  service, priority, urgency, status, ending, teams, severities, responders`;

const KEEP_VERSIONS = `
  insert into incident_versions (workspace_id, integration, sequence, superseded, ${FACTS})
  select workspace_id, integration, sequence, $4, ${FACTS} from incidents
  where workspace_id = $1 and integration = $2 and incident_id = any($3)`;

// What is new cannot meet anything under the lock of the workspace, and is spared the look for it.
const WRITE_FACTS = `
  insert into incidents as known (workspace_id, integration, sequence, ${FACTS})
  select $1, $2, $3, * from unnest($4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
    $11::bigint[], $12::bigint[], $13::integer[], $14::integer[], $15::integer[], $16::integer[], $17::integer[], $18::integer[],
    $19::integer[], $20::integer[])`;

// What log entries and alerts told stays where a plain reading follows.
const UPDATE_FACTS = `
  on conflict (workspace_id, integration, incident_id) do update set
    sequence = excluded.sequence,
    number = excluded.number,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    resolved_at = excluded.resolved_at,
    acknowledged_at = case when excluded.responders is null then known.acknowledged_at else excluded.acknowledged_at end,
    last_worked_at = case when excluded.responders is null then known.last_worked_at else excluded.last_worked_at end,
    title_hash = excluded.title_hash,
    key_hash = excluded.key_hash,
    service = excluded.service,
    priority = excluded.priority,
    urgency = excluded.urgency,
    status = excluded.status,
    ending = excluded.ending,
    teams = excluded.teams,
    severities = coalesce(excluded.severities, known.severities),
    responders = coalesce(excluded.responders, known.responders)
  where known.updated_at <= excluded.updated_at`;

const WRITE_DETAILS = `
  insert into incident_details as known
    (workspace_id, integration, incident_id, updated_at, reopened, content_check, enrichment_check, severities_check, details)
  select $1, $2, * from unnest($3::text[], $4::bigint[], $5::integer[], $6::bigint[], $7::bigint[], $8::bigint[], $9::json[])`;

const UPDATE_DETAILS = `
  on conflict (workspace_id, integration, incident_id) do update set
    updated_at = excluded.updated_at,
    reopened = case when excluded.enrichment_check is null then known.reopened else excluded.reopened end,
    content_check = excluded.content_check,
    enrichment_check = coalesce(excluded.enrichment_check, known.enrichment_check),
    severities_check = coalesce(excluded.severities_check, known.severities_check),
    details = excluded.details
  where known.updated_at <= excluded.updated_at`;
