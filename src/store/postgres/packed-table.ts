import type { CodedColumn } from '../../domain/coded-column.ts';
import { ColumnBuilder, type Sameness } from '../../domain/column-builder.ts';
import type { Ending, Reference } from '../../domain/incident.ts';
import type { IncidentTable } from '../../domain/incident-table.ts';
import { REFERENCE, REFERENCES, TEXT, TEXTS } from '../../domain/sameness.ts';
import { CODED_FIELDS, type CodedField, type Facts } from './facts.ts';

/** Rows as the database packs them. */
export interface PackedRows {
  readonly facts: Facts;
  /** Ids of the incidents, one a line, in packages. */
  readonly ids: readonly string[];
}

/** The codes of each field in some rows, in the order in which they are met. */
export type MetCodes = Readonly<Record<CodedField, readonly number[]>>;

export function codesIn(facts: Facts): MetCodes {
  const entries = CODED_FIELDS.map((field) => [field, distinct(facts[field])]);
  return Object.fromEntries(entries) as MetCodes; // one for each field
}

/**
 * The table of some rows.
 *
 * @param met what {@link codesIn} found in them
 * @param values the value of each code
 * @param integrations ids of integrations by code
 */
export function packedTable(
  { facts, ids }: PackedRows,
  met: MetCodes,
  values: ReadonlyMap<number, unknown>,
  integrations: ReadonlyMap<number, string>,
): IncidentTable {
  const column = <Value>(field: CodedField, sameness: Sameness<Value>) =>
    recoded(facts[field], met[field], sameness, (code) => values.get(code) as Value); // stored under that very field
  let split: readonly string[] | null = null;
  const {
    integration,
    service,
    priority,
    urgency,
    status,
    ending,
    teams,
    severities,
    responders,
    ...numbers
  } = facts;
  return {
    length: numbers.number.length,
    ...numbers,
    integration: recoded(integration, distinct(integration), TEXT, (code) => integrations.get(code) ?? ''),
    service: column<Reference | null>('service', REFERENCE),
    priority: column<Reference | null>('priority', REFERENCE),
    urgency: column<string>('urgency', TEXT),
    status: column<string>('status', TEXT),
    ending: column<Ending>('ending', TEXT),
    teams: column<readonly Reference[]>('teams', REFERENCES),
    severities: column<readonly string[] | null>('severities', TEXTS),
    responders: column<readonly Reference[] | null>('responders', REFERENCES),
    id(row) {
      split ??= ids.flatMap((lines) => lines.split('\n'));
      const id = split[row];
      if (id === undefined) throw new RangeError(`Row ${row} of a table of ${split.length}.`);
      return id;
    },
  };
}

/** A column of the database's codes with codes of its own; codes of equal values become one. */
function recoded<Value>(
  codes: Uint32Array,
  found: readonly number[],
  sameness: Sameness<Value>,
  meaning: (code: number) => Value,
): CodedColumn<Value> {
  const builder = new ColumnBuilder<Value>(found.length, sameness);
  found.forEach((code, at) => {
    builder.set(at, meaning(code));
  });
  const built = builder.column();
  const own = new Uint32Array(1 + greatest(found));
  found.forEach((code, at) => {
    own[code] = built.codes[at] as number; // as long as the list
  });
  const recodedRows = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) recodedRows[row] = own[codes[row] as number] as number; // none is above the greatest
  return { codes: recodedRows, values: built.values };
}

/** Distinct numbers in the order in which they are met. Codes are small: a mark for each is the fastest way. */
function distinct(codes: Uint32Array): number[] {
  const isMet = new Uint8Array(1 + greatest(codes));
  const found: number[] = [];
  // Indexed: on long columns `for … of` takes ten times as long.
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number; // within the length
    if (isMet[code] === 1) continue;
    isMet[code] = 1;
    found.push(code);
  }
  return found;
}

function greatest(numbers: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < numbers.length; at++)
    if ((numbers[at] as number) > most) most = numbers[at] as number; // within the length
  return most;
}
