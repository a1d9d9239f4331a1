import { z } from 'zod';
import {
  COLLECTION_FIELDS,
  type CollectionDraft,
  type CollectionField,
  type Place,
} from '../../collections/collections.ts';
import type { Collection } from '../../domain/collection.ts';
import type { FilterOperator } from '../../domain/filter.ts';
import { allChosenIn, chosenIn, tagsIn, typedIn, type ViewState } from '../blocks/view-state.ts';
import {
  FIELD_ACTION,
  INTEGRATIONS_ACTION,
  OPERATOR_ACTION,
  PLACE_ACTION,
  VALUES_ACTION,
} from './collection-actions.ts';

/** One filter of the form. `key` tells its inputs from those of the others, and stays when others go. */
export interface Row {
  readonly key: number;
  readonly field: CollectionField;
  readonly operator: FilterOperator;
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

/** The form as it is filled in. */
export interface CollectionForm {
  readonly id: string | null;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  /** `root`, `new`, or the id of the parent. */
  readonly place: string;
  /** How people read the place. */
  readonly placeLabel: string;
  /** Only with `new`. */
  readonly category: string;
  readonly integrations: readonly { readonly value: string; readonly label: string }[];
  readonly rows: readonly Row[];
  /** The change of definition that was shown and may be saved: see {@link CollectionDraft}. */
  readonly confirmed: string | null;
}

export const MOST_ROWS = 10;
export const NEW_CATEGORY = { value: 'new', label: 'A new category…' };
const ROOT = 'root';

const OPERATORS = ['equals', 'does not equal', 'starts with', 'contains'] as const;

/** What names can be compared with; the others are words of a short list. */
export function operatorsOf(field: CollectionField): readonly FilterOperator[] {
  return field === 'service' || field === 'user' || field === 'team' ? OPERATORS : OPERATORS.slice(0, 2);
}

/** Whether a value is chosen from a menu, or written. */
export function isPicked(operator: FilterOperator): boolean {
  return operator === 'equals' || operator === 'does not equal';
}

/** The block in which a row's values are. Another field or kind of operator is another block: its values are new. */
export function valuesBlock({ key, field, operator }: Row): string {
  return `values_${key}_${field}_${isPicked(operator) ? 'pick' : 'text'}`;
}

/** The field that such a block is for; `null` for any other text. */
export function fieldOfBlock(blockId: string): CollectionField | null {
  const [, , field] = blockId.split('_');
  return COLLECTION_FIELDS.find((known) => known === field) ?? null;
}

const Metadata = z.object({
  id: z.string().max(100).nullable(),
  confirmed: z.string().max(100).nullable(),
  place: z.string().max(100),
  rows: z
    .array(z.object({ key: z.int().min(0), field: z.enum(COLLECTION_FIELDS), operator: z.enum(OPERATORS) }))
    .max(MOST_ROWS),
});

/** What the view carries besides its inputs. Of names and values nothing: they are in the inputs. */
export function formMetadata({ id, confirmed, place, rows }: CollectionForm): string {
  return JSON.stringify({
    id,
    confirmed,
    place,
    rows: rows.map(({ key, field, operator }) => ({ key, field, operator })),
  });
}

/** The form of a view's state. What is missing or forged is empty: the checks of the service then say so. */
export function readCollectionForm(state: ViewState, privateMetadata: string): CollectionForm {
  const { id, confirmed, place: lastPlace, rows } = metadataOf(privateMetadata);
  const place = state.place?.[PLACE_ACTION]?.selected_option;
  return {
    id,
    confirmed,
    name: typedIn(state, 'name'),
    description: typedIn(state, 'description'),
    tags: typedIn(state, 'tags'),
    place: place?.value ?? lastPlace,
    placeLabel: place?.text?.text ?? '',
    category: typedIn(state, 'category'),
    integrations: allChosenIn(state, 'integrations', INTEGRATIONS_ACTION),
    rows: rows.map((row) => readRow(state, row)),
  };
}

function readRow(state: ViewState, stored: Pick<Row, 'key' | 'field' | 'operator'>): Row {
  const head = `row_${stored.key}`;
  const chosenField = chosenIn(state, head, FIELD_ACTION);
  const field = COLLECTION_FIELDS.find((known) => known === chosenField) ?? stored.field;
  const chosenOperator = chosenIn(state, head, OPERATOR_ACTION);
  const operator = operatorsOf(field).find((known) => known === chosenOperator) ?? 'equals';
  const row = { key: stored.key, field, operator, values: [] };
  const block = valuesBlock(row);
  const values = isPicked(operator)
    ? allChosenIn(state, block, VALUES_ACTION)
    : typedIn(state, block, VALUES_ACTION)
        .split(',')
        .map((text) => ({ value: text.trim(), label: text.trim() }));
  return { ...row, values: values.filter(({ value }) => value !== '') };
}

function metadataOf(text: string): z.infer<typeof Metadata> {
  const nothing = { id: null, confirmed: null, place: NEW_CATEGORY.value, rows: [] };
  try {
    return Metadata.safeParse(JSON.parse(text)).data ?? nothing;
  } catch {
    return nothing;
  }
}

/** What is handed to the collections service. */
export function draftOf(form: CollectionForm): CollectionDraft {
  return {
    id: form.id,
    name: form.name,
    description: form.description,
    tags: tagsIn(form.tags),
    place: placeOf(form),
    integrationIds: form.integrations.length === 0 ? null : form.integrations.map(({ value }) => value),
    filter: form.rows.map(({ field, operator, values }) => ({
      field,
      operator,
      values: values.map(({ value }) => value),
    })),
  };
}

function placeOf({ place, category }: CollectionForm): Place {
  if (place === ROOT) return { kind: 'root' };
  if (place === NEW_CATEGORY.value) return { kind: 'new category', category };
  return { kind: 'under', parentId: place };
}

/** The form of a stored collection. */
export function formOfCollection(
  collection: Collection,
  placeLabel: string,
  names: ReadonlyMap<string, string>,
): CollectionForm {
  const labelled = (value: string) => ({ value, label: names.get(value) ?? value });
  return {
    id: collection.id,
    name: collection.name,
    description: collection.description,
    tags: collection.tags.join(', '),
    place: collection.parentId ?? ROOT,
    placeLabel,
    category: '',
    integrations: (collection.integrationIds ?? []).map(labelled),
    rows: collection.filter.flatMap(({ field: stored, operator, values }, key) => {
      const field = COLLECTION_FIELDS.find((known) => known === stored);
      return field === undefined ? [] : [{ key, field, operator, values: values.map(labelled) }];
    }),
    confirmed: null,
  };
}

/** An empty form: below the first root, or in a first category. */
export function emptyForm(parent: { readonly id: string; readonly label: string } | null): CollectionForm {
  return {
    id: null,
    name: '',
    description: '',
    tags: '',
    place: parent?.id ?? NEW_CATEGORY.value,
    placeLabel: parent?.label ?? NEW_CATEGORY.label,
    category: parent === null ? 'Teams' : '',
    integrations: [],
    rows: [{ key: 0, field: 'service', operator: 'equals', values: [] }],
    confirmed: null,
  };
}

/** The form with one more filter, for the first field that none is for yet. */
export function withRow(form: CollectionForm): CollectionForm {
  if (form.rows.length >= MOST_ROWS) return form;
  const used = new Set(form.rows.map(({ field }) => field));
  const field = COLLECTION_FIELDS.find((known) => !used.has(known)) ?? 'service';
  const key = Math.max(-1, ...form.rows.map((row) => row.key)) + 1;
  return { ...form, rows: [...form.rows, { key, field, operator: 'equals', values: [] }] };
}
