import type { Ending, Incident, Reference } from '../../domain/incident.ts';
import type { CodedValues } from './coded-values.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';

interface WholeRow {
  readonly incident_id: string;
  readonly number: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly resolved_at: number | null;
  readonly acknowledged_at: number | null;
  readonly last_worked_at: number | null;
  readonly service: number | null;
  readonly priority: number | null;
  readonly urgency: number;
  readonly status: number;
  readonly ending: number;
  readonly teams: number;
  readonly severities: number | null;
  readonly responders: number | null;
  readonly reopened: number;
  readonly details: { readonly title: string; readonly url: string; readonly key: string };
}

const WHOLE = `
  select incident_id, number, created_at, incidents.updated_at, resolved_at, acknowledged_at, last_worked_at, service, priority,
    urgency, status, ending, teams, severities, responders, reopened, details
  from incidents join incident_details using (workspace_id, integration, incident_id)
  where workspace_id = $1 and integration = $2`;

/** One integration of a workspace, and what its codes mean. */
export interface WholeOf {
  readonly workspaceId: string;
  readonly integrationId: string;
  readonly code: number;
  readonly known: CodedValues;
}

/** Whole records, in the order of the ids; unknown ids are left out. */
export async function readWhole(
  statements: Statements,
  of: WholeOf,
  ids: readonly string[],
): Promise<readonly Incident[]> {
  const found = await incidentsOf(statements, of, `${WHOLE} and incident_id = any($3)`, [ids]);
  const byId = new Map(found.map((incident) => [incident.id, incident]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function readByNumber(
  statements: Statements,
  of: WholeOf,
  number: number,
): Promise<Incident | undefined> {
  const found = await incidentsOf(statements, of, `${WHOLE} and number = $3 limit 1`, [number]);
  return found[0];
}

/** All records of an integration, in the order of ids: a transaction for each page, so that none is held open in between. */
export async function* readPages(
  pool: PostgresPool,
  of: WholeOf,
  rows: number,
): AsyncGenerator<readonly Incident[]> {
  const next = `${WHOLE} and ($3::text is null or incident_id > $3) order by incident_id limit $4`;
  const pageAfter = (id: string | null) =>
    inWorkspace(pool, of.workspaceId, (statements) => incidentsOf(statements, of, next, [id, rows]), {
      reading: 'snapshot',
    });
  let page = await pageAfter(null);
  for (; page.length === rows; page = await pageAfter(page.at(-1)?.id ?? null)) yield page;
  if (page.length > 0) yield page;
}

async function incidentsOf(
  statements: Statements,
  { workspaceId, integrationId, code, known }: WholeOf,
  question: string,
  values: readonly unknown[],
): Promise<readonly Incident[]> {
  const rows = await statements.rows<WholeRow & Record<string, unknown>>(question, [
    workspaceId,
    code,
    ...values,
  ]);
  const codes = rows.flatMap((row) => [
    row.service ?? 0,
    row.priority ?? 0,
    row.urgency,
    row.status,
    row.ending,
    row.teams,
    row.severities ?? 0,
    row.responders ?? 0,
  ]);
  const meanings = await known.of(statements, workspaceId, new Set(codes));
  return rows.map((row) => incidentOf(row, integrationId, meanings));
}

function incidentOf(row: WholeRow, integrationId: string, meanings: ReadonlyMap<number, unknown>): Incident {
  // Stored under the field that names the code.
  const meant = <Value>(code: number | null) => meanings.get(code ?? 0) as Value;
  const responders = meant<readonly Reference[] | null>(row.responders);
  return {
    integrationId,
    id: row.incident_id,
    number: row.number,
    ...row.details,
    status: meant<string>(row.status),
    urgency: meant<string>(row.urgency),
    priority: meant<Reference | null>(row.priority),
    service: meant<Reference | null>(row.service),
    teams: meant<readonly Reference[]>(row.teams),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    resolvedAt: row.resolved_at,
    ending: meant<Ending>(row.ending),
    enrichment: responders && {
      firstAcknowledgedAt: row.acknowledged_at,
      responders,
      reopened: row.reopened,
      lastWorkedAt: row.last_worked_at,
    },
    severities: meant<readonly string[] | null>(row.severities),
  };
}
