import { z } from 'zod';
import { FILTER_FIELDS, type Filter, type FilterField, type FilterOperator } from '../../domain/filter.ts';
import { allChosenIn, chosenIn, typedIn, type ViewState } from '../blocks/view-state.ts';

/** Inputs of filters: the same in every form, so each form's own actions have its name before them. */
export const FIELD = 'field';
export const OPERATOR = 'operator';
export const VALUES = 'values';
export const ADD = 'add';
export const REMOVE = 'remove';

/** One filter of a form. `key` tells its inputs from those of the others, and stays when others go. */
export interface FilterRow {
  readonly key: number;
  readonly field: FilterField;
  readonly operator: FilterOperator;
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

/** Which filters a form has. */
export interface FilterInputs {
  /** Before its action ids: `profile` makes `profile_field`. */
  readonly form: string;
  readonly fields: readonly FilterField[];
}

export const MOST_ROWS = 10;

const OPERATORS = ['equals', 'does not equal', 'starts with', 'contains'] as const;

/** As much of the rows as a view carries: the values are in its inputs. */
export const STORED_ROWS = z
  .array(z.object({ key: z.int().min(0), field: z.enum(FILTER_FIELDS), operator: z.enum(OPERATORS) }))
  .max(MOST_ROWS);
type StoredRow = Omit<FilterRow, 'values'>;

/** What names can be compared with; other fields have a short list of values. */
export function operatorsOf(field: FilterField): readonly FilterOperator[] {
  return field === 'service' || field === 'user' || field === 'team' ? OPERATORS : OPERATORS.slice(0, 2);
}

/** Whether a value is chosen from a menu, or written. */
export function isPicked(operator: FilterOperator): boolean {
  return operator === 'equals' || operator === 'does not equal';
}

/** The block in which a row's values are. Another field or kind of operator is another block: its values are new. */
export function valuesBlock({ key, field, operator }: StoredRow): string {
  return `values_${key}_${field}_${isPicked(operator) ? 'pick' : 'text'}`;
}

/** The field that such a block is for; `null` for any other text. */
export function fieldOfBlock(blockId: string): FilterField | null {
  const [, , field] = blockId.split('_');
  return FILTER_FIELDS.find((known) => known === field) ?? null;
}

/** Rows of a filter that is stored, with the names that its values have now. */
export function rowsOf(filter: Filter, names: ReadonlyMap<string, string>): FilterRow[] {
  return filter.map(({ field, operator, values }, key) => ({
    key,
    field,
    operator,
    values: values.map((value) => ({ value, label: names.get(value) ?? value })),
  }));
}

/** The filter of the rows. Rows without values mean nothing. */
export function filterOf(rows: readonly FilterRow[]): Filter {
  return rows
    .filter(({ values }) => values.length > 0)
    .map(({ field, operator, values }) => ({ field, operator, values: values.map(({ value }) => value) }));
}

/** The rows as they are filled in. What is forged is as if it were not there. */
export function readRows(
  state: ViewState,
  stored: readonly StoredRow[],
  { form, fields }: FilterInputs,
): FilterRow[] {
  return stored.map((row) => {
    const head = `row_${row.key}`;
    const wanted = chosenIn(state, head, `${form}_${FIELD}`) ?? row.field;
    const field = fields.find((known) => known === wanted) ?? 'service';
    const chosen = chosenIn(state, head, `${form}_${OPERATOR}`);
    const operator = operatorsOf(field).find((known) => known === chosen) ?? 'equals';
    const read = { key: row.key, field, operator };
    const block = valuesBlock(read);
    const action = `${form}_${VALUES}`;
    const values = isPicked(operator)
      ? allChosenIn(state, block, action)
      : typedIn(state, block, action)
          .split(',')
          .map((text) => ({ value: text.trim(), label: text.trim() }));
    return { ...read, values: values.filter(({ value }) => value !== '') };
  });
}

/** With one more filter, for the first field that none is for yet. */
export function withRow(rows: readonly FilterRow[], fields: readonly FilterField[]): readonly FilterRow[] {
  if (rows.length >= MOST_ROWS) return rows;
  const used = new Set(rows.map(({ field }) => field));
  const field = fields.find((known) => !used.has(known)) ?? 'service';
  const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, { key, field, operator: 'equals', values: [] }];
}
