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

/** A column of codes for each field, in the order of the incidents; `null` where the field is. */
export type CodeColumns = Readonly<Record<CodedField, readonly (number | null)[]>>;

/** The codes of the fields of some incidents; values that have none yet get one. Within the lock of the workspace. */
export async function encodeValues(
  statements: Statements,
  { workspaceId, integration }: { readonly workspaceId: string; readonly integration: number },
  incidents: readonly Incident[],
): Promise<CodeColumns> {
  const texts = CODED_FIELDS.map((field) => incidents.map((incident) => textOf(incident, field)));
  const codes = CODED_FIELDS.map(
    (_, at) => new Map<string | null, number | null>([...new Set(texts[at])].map((text) => [text, null])),
  );
  const wanted = codes.flatMap(
    (known, at) =>
      [...known.keys()].flatMap((text) =>
        text === null ? [] : [{ field: CODED_FIELDS[at] as CodedField, text }],
      ), // of as many
  );
  const place = (field: string) => codes[CODED_FIELDS.indexOf(field as CodedField)]; // written under such a name
  const known = await statements.arrays<[number, string, string]>(
    `select code, field, value from coded_values
     where workspace_id = $1 and integration = $2
       and (field, md5(value)) in (select field, md5(value) from unnest($3::text[], $4::text[]) as wanted (field, value))`,
    [workspaceId, integration, wanted.map(({ field }) => field), wanted.map(({ text }) => text)],
  );
  for (const [code, field, text] of known) place(field)?.set(text, code);
  const fresh = wanted.filter(({ field, text }) => place(field)?.get(text) === null);
  if (fresh.length > 0) {
    const first = await takeCodes(statements, workspaceId, fresh.length);
    fresh.forEach(({ field, text }, at) => {
      place(field)?.set(text, first + at);
    });
    await statements.run(
      `insert into coded_values (workspace_id, code, integration, field, value)
       select $1, code, $2, field, value from unnest($3::integer[], $4::text[], $5::text[]) as fresh (code, field, value)`,
      [
        workspaceId,
        integration,
        fresh.map((_, at) => first + at),
        fresh.map(({ field }) => field),
        fresh.map(({ text }) => text),
      ],
    );
  }
  const columns = CODED_FIELDS.map((field, at) => [
    field,
    (texts[at] ?? []).map((text) => codes[at]?.get(text) ?? null),
  ]);
  return Object.fromEntries(columns) as CodeColumns; // one for each field
}

/** The first of some numbers that nothing of the workspace has or had. Within its lock. */
export async function takeCodes(statements: Statements, workspaceId: string, count: number): Promise<number> {
  const row = await statements.one<{ first: number }>(
    'update workspaces set next_code = next_code + $2 where workspace_id = $1 returning next_code - $2 as first',
    [workspaceId, count],
  );
  return row?.first ?? 0;
}

function textOf(incident: Incident, field: CodedField): string | null {
  const value = field === 'responders' ? (incident.enrichment?.responders ?? null) : incident[field];
  return value === null ? null : JSON.stringify(value);
}
