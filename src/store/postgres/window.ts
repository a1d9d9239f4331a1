import { setImmediate } from 'node:timers/promises';
import type { IncidentTable } from '../../domain/incident-table.ts';
import type { TrackingEvent } from '../../domain/question.ts';
import type { IncidentQuery } from '../store.ts';
import type { CodedValues } from './coded-values.ts';
import type { CopyValue } from './copy-out.ts';
import { CODED_FIELDS, unpackFacts, wordsOf } from './facts.ts';
import { type IntegrationCode, integrationCodes } from './integration-data.ts';
import { packedTable } from './packed-table.ts';
import type { Statements } from './statements.ts';

const INSTANT: Record<TrackingEvent, string> = {
  created: 'created_at',
  updated: 'updated_at',
  resolved: 'resolved_at',
};

const PACKED = `string_agg(facts, ''::bytea), string_agg(incident_id, e'\\n')`;
/** Most of a day's incidents make a package: what fits into the processor's cache is put together in two thirds of the time. */
const PACKAGE_SECONDS = 2 ** 16;
/**
 * The rows of the workspace's chosen integrations. The sum hides the column from the planner: where it has not counted rows since a
 * first load began, it would read all of an integration instead of the index by time.
 */
const OURS = 'workspace_id = $1 and integration + 0 = any($2)';

/** The incidents of a window. Within one snapshot. */
export async function readWindow(
  statements: Statements,
  known: CodedValues,
  workspaceId: string,
  { integrationIds, track, span, asOf }: IncidentQuery,
): Promise<IncidentTable> {
  const integrations = await integrationCodes(statements, workspaceId, integrationIds);
  const place = { statements, known, workspaceId, integrations };
  const at = INSTANT[track];
  const window = [span.start, span.end];
  // Packages from the first to the last incident that there is: a window may reach from the beginning of time to its end.
  const newest = (condition: string) => `
    select packed.* from (
      select greatest($3::bigint, min(${at})) as first, least($4::bigint - 1, max(${at})) as last
      from incidents where workspace_id = $1
    ) known, generate_series(known.first, known.last, ${PACKAGE_SECONDS}) as package (first), lateral (
      select ${PACKED} from incidents
      where ${OURS} and ${at} >= package.first and ${at} < least(package.first + ${PACKAGE_SECONDS}, $4) ${condition}
      having count(*) > 0
    ) packed (facts, ids)`;
  if (asOf === undefined) return readTable(place, newest(''), window);
  return readTable(
    place,
    `${newest('and sequence <= $5')}
     union all
     select * from (
       select ${PACKED} from incident_versions
       where ${OURS} and ${at} >= $3 and ${at} < $4 and sequence <= $5 and superseded > $5
       having count(*) > 0
     ) replaced (facts, ids)`,
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
     where workspace_id = $1 and integration = any($2) and resolved_at is null having count(*) > 0`,
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
  values: readonly CopyValue[],
): Promise<IncidentTable> {
  const codes = integrations.map(({ code }) => code);
  const packages: Uint32Array[] = [];
  const ids: Buffer[] = [];
  await statements.copy(question, [workspaceId, codes, ...values], ([packed, lines]) => {
    if (!packed || !lines) return;
    packages.push(wordsOf(packed));
    ids.push(Buffer.from(lines));
  });
  const facts = await unpackFacts(packages, () => setImmediate());
  const met = CODED_FIELDS.flatMap((field) => facts.codes[field].met);
  return packedTable(
    { facts, ids },
    await known.of(statements, workspaceId, new Set(met)),
    new Map(integrations.map(({ code, integrationId }) => [code, integrationId])),
  );
}
