import type { Collection } from '../domain/collection.ts';
import { fold } from '../domain/fold.ts';
import { tagsProblem, tidiedTags } from '../domain/tags.ts';
import { withDescendants } from './collection-tree.ts';
import type { CollectionDraft, DraftProblems } from './collections.ts';

const NAME_LIMIT = 100;
const CATEGORY_LIMIT = 40;
const DESCRIPTION_LIMIT = 1000;
const VALUES_LIMIT = 100;
const DEEPEST = 10;

/** The draft as it is stored and compared: nothing around the words, no tag twice, no condition without a value. */
export function tidiedDraft(draft: CollectionDraft): CollectionDraft {
  const { place } = draft;
  return {
    ...draft,
    name: oneLine(draft.name),
    description: draft.description.trim(),
    tags: tidiedTags(draft.tags),
    place: place.kind === 'new category' ? { ...place, category: oneLine(place.category) } : place,
    filter: draft.filter.flatMap((condition) => {
      const values = condition.values.map((value) => value.trim()).filter((value) => value !== '');
      return values.length === 0 ? [] : [{ ...condition, values: [...new Set(values)] }];
    }),
  };
}

/** What is wrong with a tidied draft. */
export function draftProblems(draft: CollectionDraft, all: readonly Collection[]): DraftProblems {
  return {
    ...problem('name', nameProblem(draft, all)),
    ...problem(
      'description',
      draft.description.length > DESCRIPTION_LIMIT ? `At most ${DESCRIPTION_LIMIT} characters.` : null,
    ),
    ...problem('tags', tagsProblem(draft.tags)),
    ...placeProblems(draft, all),
    ...problem(
      'filter',
      draft.filter.some(({ values }) => values.length > VALUES_LIMIT)
        ? `At most ${VALUES_LIMIT} values in one filter.`
        : null,
    ),
  };
}

function nameProblem({ id, name }: CollectionDraft, all: readonly Collection[]): string | null {
  if (name === '') return 'Give it a name, e.g. Payments.';
  if (name.length > NAME_LIMIT) return `At most ${NAME_LIMIT} characters.`;
  const taken = all.find((other) => other.id !== id && fold(other.name) === fold(name));
  return taken ? `${taken.name} exists. Choose another name.` : null;
}

function placeProblems({ id, place }: CollectionDraft, all: readonly Collection[]): DraftProblems {
  if (place.kind === 'root') {
    const isRoot = all.some((each) => each.id === id && each.parentId === null);
    return isRoot ? {} : { place: 'Choose the collection that it belongs under.' };
  }
  if (place.kind === 'new category') {
    if (place.category === '') return { category: 'Name the new category, e.g. Sprints.' };
    return problem(
      'category',
      place.category.length > CATEGORY_LIMIT ? `At most ${CATEGORY_LIMIT} characters.` : null,
    );
  }
  const { parentId } = place;
  if (!all.some((each) => each.id === parentId)) return { place: 'That collection is not there any more.' };
  if (id !== null && withDescendants(id, all).has(parentId)) {
    return { place: 'A collection cannot stand below itself.' };
  }
  return problem('place', depthOf(parentId, all) >= DEEPEST ? `At most ${DEEPEST} levels.` : null);
}

function depthOf(id: string, all: readonly Collection[]): number {
  const parents = new Map(all.map((each) => [each.id, each.parentId]));
  let depth = 0;
  for (let at: string | null = id; at !== null && depth <= DEEPEST; at = parents.get(at) ?? null) depth++;
  return depth;
}

function problem(field: keyof DraftProblems, sentence: string | null): DraftProblems {
  return sentence === null ? {} : { [field]: sentence };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
