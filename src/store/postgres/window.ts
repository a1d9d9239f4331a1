import { setImmediate } from 'node:timers/promises';
import type { IncidentTable } from '../../domain/incident-table.ts';
import type { TrackingEvent } from '../../domain/question.ts';
import type { IncidentQuery } from '../store.ts';
import type { CodedValues } from './coded-values.ts';
import { type PackedFacts, unpackFacts } from './facts.ts';
import { type IntegrationCode, integrationCodes } from './integration-data.ts';
import { codesIn, packedTable } from './packed-table.ts';
import type { Statements } from './statements.ts';

const INSTANT: Record<TrackingEvent, string> = {
  created: 'created_at',
  updated: 'updated_at',
  resolved: 'resolved_at',
};

// Some days of incidents a package: small enough that reading one keeps nobody waiting.
const PACKED = `string_agg(facts, ''::bytea), string_agg(incident_id, e'\\n')`;
const PACKAGES = 'group by created_at >> 18';

/** The incidents of a window. Within one snapshot. */
export async function readWindow(
  statements: Statements,
  known: CodedValues,
  workspaceId: string,
  { integrationIds, track, span, asOf }: IncidentQuery,
): Promise<IncidentTable> {
  const integrations = await integrationCodes(statements, workspaceId, integrationIds);
  const place = { statements, known, workspaceId, integrations };
  const inWindow = `workspace_id = $1 and integration = any($2) and ${INSTANT[track]} >= $3 and ${INSTANT[track]} < $4`;
  const window = [span.start, span.end];
  if (asOf === undefined) {
    return readTable(place, `select ${PACKED} from incidents where ${inWindow} ${PACKAGES}`, window);
  }
  return readTable(
    place,
    `select ${PACKED} from (
       select facts, incident_id, created_at from incidents where ${inWindow} and sequence <= $5
       union all
       select facts, incident_id, created_at from incident_versions
       where ${inWindow} and sequence <= $5 and superseded > $5
     ) versions ${PACKAGES}`,
    [...window, asOf],
  );
}

/** Incidents that are not resolved. Within one snapshot. */
export async function readOpen(
  statements: Statements,
  known: CodedValues,
  workspaceId: string,
  integrationIds: readonly string[] | null,
): Promise<IncidentTable> {
  const integrations = await integrationCodes(statements, workspaceId, integrationIds);
  return readTable(
    { statements, known, workspaceId, integrations },
    `select ${PACKED} from incidents
     where workspace_id = $1 and integration = any($2) and resolved_at is null ${PACKAGES}`,
    [],
  );
}

interface Place {
  readonly statements: Statements;
  readonly known: CodedValues;
  readonly workspaceId: string;
  readonly integrations: readonly IntegrationCode[];
}

async function readTable(
  { statements, known, workspaceId, integrations }: Place,
  question: string,
  values: readonly unknown[],
): Promise<IncidentTable> {
  const codes = integrations.map(({ code }) => code);
  const rows = await statements.arrays<[facts: PackedFacts, ids: string]>(question, [
    workspaceId,
    codes,
    ...values,
  ]);
  const facts = await unpackFacts(
    rows.map(([packed]) => packed),
    () => setImmediate(),
  );
  return packedTable(
    { facts, ids: rows.map(([, ids]) => ids) },
    await known.of(statements, workspaceId, codesIn(facts)),
    new Map(integrations.map(({ code, integrationId }) => [code, integrationId])),
  );
}
