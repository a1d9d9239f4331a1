import { z } from 'zod';
import type { CollectionDraft, Place } from '../../collections/collections.ts';
import type { Collection } from '../../domain/collection.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { allChosenIn, tagsIn, typedIn, type ViewState } from '../blocks/view-state.ts';
import { type FilterRow, readRows, rowsOf, STORED_ROWS } from '../filters/filter-rows.ts';
import { COLLECTION_FILTERS, INTEGRATIONS_ACTION, PLACE_ACTION } from './collection-actions.ts';

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
  readonly rows: readonly FilterRow[];
  /** The change of definition that was shown and may be saved: see {@link CollectionDraft}. */
  readonly confirmed: string | null;
}

export const NEW_CATEGORY = { value: 'new', label: 'A new category…' };
const ROOT = 'root';

const Metadata = z.object({
  id: z.string().max(100).nullable(),
  confirmed: z.string().max(100).nullable(),
  place: z.string().max(100),
  rows: STORED_ROWS,
});

const NOTHING = { id: null, confirmed: null, place: NEW_CATEGORY.value, rows: [] };

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
  const { id, confirmed, place: lastPlace, rows } = carriedJson(Metadata, privateMetadata) ?? NOTHING;
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
    rows: readRows(state, rows, COLLECTION_FILTERS),
  };
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
    rows: rowsOf(collection.filter, names),
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
