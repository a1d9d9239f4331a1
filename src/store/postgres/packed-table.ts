import type { CodedColumn } from '../../domain/coded-column.ts';
import { ColumnBuilder, type Sameness } from '../../domain/column-builder.ts';
import type { Ending, Reference } from '../../domain/incident.ts';
import type { IncidentTable } from '../../domain/incident-table.ts';
import { REFERENCE, REFERENCES, TEXT, TEXTS } from '../../domain/sameness.ts';
import type { CodedField, Facts, MetCodes } from './facts.ts';

/** Rows as the database packs them. */
export interface PackedRows {
  readonly facts: Facts;
  /** Ids of the incidents, one a line, in packages. */
  readonly ids: readonly Buffer[];
}

/**
 * The table of some rows.
 *
 * @param values the value of each code
 * @param integrations ids of integrations by code
 */
export function packedTable(
  { facts: { numbers, codes }, ids }: PackedRows,
  values: ReadonlyMap<number, unknown>,
  integrations: ReadonlyMap<number, string>,
): IncidentTable {
  const column = <Value>(field: CodedField, sameness: Sameness<Value>) =>
    meaningOf(codes[field], sameness, (code) => values.get(code) as Value); // stored under that very field
  let split: readonly string[] | null = null;
  return {
    length: numbers.number.length,
    ...numbers,
    integration: meaningOf(codes.integration, TEXT, (code) => integrations.get(code) ?? ''),
    service: column<Reference | null>('service', REFERENCE),
    priority: column<Reference | null>('priority', REFERENCE),
    urgency: column<string>('urgency', TEXT),
    status: column<string>('status', TEXT),
    ending: column<Ending>('ending', TEXT),
    teams: column<readonly Reference[]>('teams', REFERENCES),
    severities: column<readonly string[] | null>('severities', TEXTS),
    responders: column<readonly Reference[] | null>('responders', REFERENCES),
    id(row) {
      split ??= ids.flatMap((lines) => lines.toString().split('\n'));
      const id = split[row];
      if (id === undefined) throw new RangeError(`Row ${row} of a table of ${split.length}.`);
      return id;
    },
  };
}

/** A column of the codes' values. Two integrations have a code each for the same value: these become one. */
function meaningOf<Value>(
  { met, places }: MetCodes,
  sameness: Sameness<Value>,
  meaning: (code: number) => Value,
): CodedColumn<Value> {
  const builder = new ColumnBuilder<Value>(met.length, sameness);
  met.forEach((code, at) => {
    builder.set(at, meaning(code));
  });
  const { codes: own, values } = builder.column();
  if (values.length === met.length) return { codes: places, values };
  const codes = new Uint32Array(places.length);
  for (let row = 0; row < codes.length; row++) codes[row] = own[places[row] as number] as number; // within both
  return { codes, values };
}
