import type { Incident } from '../../domain/incident.ts';
import { CODED_FIELDS, type CodedField } from './facts.ts';
import type { Statements } from './statements.ts';

/** Above so many values of all workspaces the memory of them begins anew. */
const MOST_REMEMBERED = 200_000;

/**
 * The values behind codes. A code is given once and never changes its meaning, so that values are read from the database once.
 */
export class CodedValues {
  readonly #known = new Map<string, Map<number, unknown>>();
  #count = 0;

  /** The values of some codes; 0 is `null`. */
  async of(
    statements: Statements,
    workspaceId: string,
    codes: Iterable<number>,
  ): Promise<ReadonlyMap<number, unknown>> {
    if (this.#count > MOST_REMEMBERED) this.#forgetAll();
    const known = this.#known.get(workspaceId) ?? new Map<number, unknown>([[0, null]]);
    this.#known.set(workspaceId, known);
    const missing = [...codes].filter((code) => !known.has(code));
    if (missing.length === 0) return known;
    const rows = await statements.arrays<[number, string]>(
      'select code, value from coded_values where workspace_id = $1 and code = any($2)',
      [workspaceId, missing],
    );
    for (const [code, value] of rows) known.set(code, JSON.parse(value));
    this.#count += rows.length;
    return known;
  }

  #forgetAll(): void {
    this.#known.clear();
    this.#count = 0;
  }
}

type CodesOf = (incident: Incident) => Record<CodedField, number | null>;

/** Gives codes to the values of some incidents that have none yet. Within the lock of the workspace. */
export async function encodeValues(
  statements: Statements,
  { workspaceId, integration }: { readonly workspaceId: string; readonly integration: number },
  incidents: readonly Incident[],
): Promise<CodesOf> {
  const codes = new Map<string, number | null>();
  for (const incident of incidents) {
    for (const field of CODED_FIELDS) {
      const value = fieldOf(incident, field);
      if (value !== null) codes.set(keyOf(field, value), null);
    }
  }
  const fields = [...codes.keys()].map((key) => key.slice(0, key.indexOf('\n')));
  const values = [...codes.keys()].map((key) => key.slice(key.indexOf('\n') + 1));
  const known = await statements.arrays<[number, string, string]>(
    `select code, field, value from coded_values
     where workspace_id = $1 and integration = $2
       and (field, md5(value)) in (select field, md5(value) from unnest($3::text[], $4::text[]) as wanted (field, value))`,
    [workspaceId, integration, fields, values],
  );
  for (const [code, field, value] of known) codes.set(`${field}\n${value}`, code);
  const fresh = [...codes].filter(([, code]) => code === null).map(([key]) => key);
  if (fresh.length > 0) {
    const first = await takeCodes(statements, workspaceId, fresh.length);
    fresh.forEach((key, at) => {
      codes.set(key, first + at);
    });
    await statements.run(
      `insert into coded_values (workspace_id, code, integration, field, value)
       select $1, code, $2, field, value from unnest($3::integer[], $4::text[], $5::text[]) as fresh (code, field, value)`,
      [
        workspaceId,
        integration,
        fresh.map((_, at) => first + at),
        fresh.map((key) => key.slice(0, key.indexOf('\n'))),
        fresh.map((key) => key.slice(key.indexOf('\n') + 1)),
      ],
    );
  }
  return (incident) => {
    const entries = CODED_FIELDS.map((field) => {
      const value = fieldOf(incident, field);
      return [field, value === null ? null : (codes.get(keyOf(field, value)) ?? null)];
    });
    return Object.fromEntries(entries) as Record<CodedField, number | null>; // one entry a field
  };
}

/** The first of some numbers that nothing of the workspace has or had. Within its lock. */
export async function takeCodes(statements: Statements, workspaceId: string, count: number): Promise<number> {
  const row = await statements.one<{ first: number }>(
    'update workspaces set next_code = next_code + $2 where workspace_id = $1 returning next_code - $2 as first',
    [workspaceId, count],
  );
  return row?.first ?? 0;
}

function fieldOf(incident: Incident, field: CodedField) {
  return field === 'responders' ? (incident.enrichment?.responders ?? null) : incident[field];
}

/** A field has no line break, and JSON none either. */
function keyOf(field: CodedField, value: NonNullable<ReturnType<typeof fieldOf>>): string {
  return `${field}\n${JSON.stringify(value)}`;
}
