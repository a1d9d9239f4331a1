import type { CodedColumn } from './coded-column.ts';
import { fold } from './fold.ts';
import type { Reference } from './incident.ts';
import type { IncidentTable, Selection } from './incident-table.ts';

/** What an incident can be filtered by, in the order in which a question is written. */
export const FILTER_FIELDS = [
  'service',
  'integration',
  'priority',
  'urgency',
  'severity',
  'user',
  'team',
  'status',
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

export type FilterOperator = 'equals' | 'does not equal' | 'starts with' | 'contains';

/**
 * One condition of a filter: its values are ORed.
 *
 * `equals` compares with the id and with the name, `starts with` and `contains` with the name; none regards case.
 */
export interface Condition {
  readonly field: FilterField;
  readonly operator: FilterOperator;
  readonly values: readonly string[];
}

/** Conditions, all of which must hold. The empty filter passes everything. */
export type Filter = readonly Condition[];

/** The names that things have now, by id. An incident may still carry an older one. */
export type CurrentNames = ReadonlyMap<string, string>;

const NO_NAMES: CurrentNames = new Map();

/**
 * The rows that a filter passes.
 *
 * `does not equal`: no value of the field matches; a missing value passes. The others: any value matches; a missing one
 * does not. A value that is not ingested counts as missing: see {@link knownShare}.
 *
 * Each condition is evaluated once for each distinct value; a row costs one look-up for each condition.
 *
 * @param names current names; they replace those the incidents carry
 */
export function matching(table: IncidentTable, filter: Filter, names: CurrentNames = NO_NAMES): Selection {
  let rows = Uint32Array.from({ length: table.length }, (_, row) => row);
  for (const condition of filter) {
    const { codes, values } = columnOf(table, condition.field);
    const passes = values.map((value) => holds(condition, fieldValues(value), names));
    if (passes.every((passed) => passed)) continue;
    let kept = 0;
    for (const row of rows) {
      // A row is within the table, a code within its dictionary.
      if (passes[codes[row] as number]) rows[kept++] = row;
    }
    rows = rows.subarray(0, kept);
  }
  return rows;
}

/** Whether one thing passes what a filter says of a field; what it says of others is left aside. */
export function passes(filter: Filter, field: FilterField, value: Reference, names: CurrentNames): boolean {
  return filter.every((condition) => condition.field !== field || holds(condition, [value], names));
}

/**
 * For how many of the rows a field is known (0 to 1). Less than 1 only where it takes further requests to PagerDuty:
 * severity and user. 1 where there are no rows.
 */
export function knownShare(table: IncidentTable, rows: Selection, field: FilterField): number {
  if (rows.length === 0) return 1;
  const { codes, values } = columnOf(table, field);
  if (field !== 'severity' && field !== 'user') return 1;
  let known = 0;
  for (const row of rows) if (values[codes[row] as number] !== null) known++;
  return known / rows.length;
}

type FieldValue = Reference | string | readonly Reference[] | readonly string[] | null;

function columnOf(table: IncidentTable, field: FilterField): CodedColumn<FieldValue> {
  switch (field) {
    case 'severity':
      return table.severities;
    case 'user':
      return table.responders;
    case 'team':
      return table.teams;
    default:
      return table[field];
  }
}

function fieldValues(value: FieldValue): readonly (Reference | string)[] {
  if (value === null || value === '') return [];
  return typeof value === 'string' || 'id' in value ? [value] : value;
}

function holds(condition: Condition, present: readonly (Reference | string)[], names: CurrentNames): boolean {
  const wanted = condition.values.map(fold);
  const any = (compare: (value: { id: string; name: string }, text: string) => boolean) =>
    present.some((value) => {
      const id = typeof value === 'string' ? value : value.id;
      const name = names.get(id) ?? (typeof value === 'string' ? value : value.name);
      const folded = { id: fold(id), name: fold(name) };
      return wanted.some((text) => compare(folded, text));
    });
  switch (condition.operator) {
    case 'equals':
      return any(({ id, name }, text) => id === text || name === text);
    case 'does not equal':
      return !any(({ id, name }, text) => id === text || name === text);
    case 'starts with':
      return any(({ name }, text) => name.startsWith(text));
    case 'contains':
      return any(({ name }, text) => name.includes(text));
  }
}
