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
    const holds = predicateOf(condition, names);
    const passes = values.map((value) => holds(membersOf(value)));
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
  return filter.every((condition) => condition.field !== field || predicateOf(condition, names)([value]));
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

/** One thing that an incident names in a field. */
export type Member = Reference | string;

/** What a column holds for a field. */
export type FieldValue = Member | readonly Member[] | null;

/** What a value consists of: nothing where it is missing, or not known. */
export function membersOf(value: FieldValue): readonly Member[] {
  if (value === null || value === '') return [];
  return typeof value === 'string' || 'id' in value ? [value] : value;
}

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

/** Whether a condition holds for what an incident names in its field. */
function predicateOf(
  { operator, values }: Condition,
  names: CurrentNames,
): (present: readonly Member[]) => boolean {
  const wanted = values.map(fold);
  const any = (compare: (value: Reference, text: string) => boolean) => (present: readonly Member[]) =>
    present.some((member) => {
      const folded = { id: fold(idOf(member)), name: fold(nameOf(member, names)) };
      return wanted.some((text) => compare(folded, text));
    });
  const equals = any(({ id, name }, text) => id === text || name === text);
  switch (operator) {
    case 'equals':
      return equals;
    case 'does not equal':
      return (present) => !equals(present);
    case 'starts with':
      return any(({ name }, text) => name.startsWith(text));
    case 'contains':
      return any(({ name }, text) => name.includes(text));
  }
}

/** The id by which a thing is told from others; what has none, its name. */
export function idOf(member: Member): string {
  return typeof member === 'string' ? member : member.id;
}

/** What a thing is called now. */
export function nameOf(member: Member, names: CurrentNames): string {
  return names.get(idOf(member)) ?? (typeof member === 'string' ? member : member.name);
}
