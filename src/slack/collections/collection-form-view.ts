import type { AnyBlock, InputBlock, ModalView } from '@slack/types';
import type { DraftProblems, MatchCounts } from '../../collections/collections.ts';
import { formView } from '../blocks/form-view.ts';
import { textInput } from '../blocks/input.ts';
import { thousands } from '../blocks/numbers.ts';
import { problemAbove } from '../blocks/problem.ts';
import { searchAllInput, searchInput } from '../blocks/search-input.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { filterBlocks } from '../filters/filter-blocks.ts';
import { menuOption } from '../on-options.ts';
import { COLLECTION_FILTERS, INTEGRATIONS_ACTION, PLACE_ACTION } from './collection-actions.ts';
import { type CollectionForm, formMetadata, NEW_CATEGORY } from './collection-form.ts';

export const COLLECTION_VIEW = 'collection';

interface CollectionFormOptions {
  readonly form: CollectionForm;
  /** `null` where it cannot be counted yet. */
  readonly counts: MatchCounts | null;
  /** Shown above their inputs: an updated view cannot show them as Slack's own errors. */
  readonly problems?: DraftProblems;
  /** Asks whether the changed definition is meant, before it is saved. */
  readonly asks?: boolean;
}

/** The modal in which a collection is made, changed and moved. */
export function collectionFormView({
  form,
  counts,
  problems = {},
  asks = false,
}: CollectionFormOptions): ModalView {
  const above = (field: keyof DraftProblems) => problemAbove(problems[field]);
  return formView(
    {
      callbackId: COLLECTION_VIEW,
      title: form.id === null ? 'New collection' : 'Edit collection',
      submit: asks ? 'Save this change' : 'Save',
      metadata: formMetadata(form),
    },
    [
      ...(asks && counts ? [question(counts)] : []),
      ...above('name'),
      textInput('name', 'Name', { max: 100, initial: form.name, hint: 'e.g. Payments' }),
      ...above('place'),
      ...placeInputs(form, above('category')),
      accountsInput(form),
      section('*Filters*: an incident must fit all of them; of several values one is enough.'),
      ...above('filter'),
      ...filterBlocks(form.rows, COLLECTION_FILTERS),
      ...(asks ? [] : [context(countText(form, counts))]),
      ...above('description'),
      textInput('description', 'Description', {
        max: 1_000,
        initial: form.description,
        optional: true,
        multiline: true,
      }),
      ...above('tags'),
      textInput('tags', 'Tags', {
        max: 900,
        initial: form.tags,
        optional: true,
        hint: 'Separate them with commas',
      }),
    ],
  );
}

function question({ before, after }: MatchCounts): AnyBlock {
  return section(
    `:warning: *This changes which incidents the collection shows: ${thousands(before)} → ${thousands(after)}* of the last year. Answers and digests about it, and about what stands below it, change with it. Save again to confirm.`,
  );
}

/** `Matching incidents of the last year: 1,204 → 310`. */
function countText({ id }: CollectionForm, counts: MatchCounts | null): string {
  if (counts === null) return 'Matching incidents are counted while you choose.';
  const { before, after } = counts;
  const nothing = after === 0 && before > 0 ? '\n*Nothing matches*: check the filters.' : '';
  return id !== null && before === after
    ? `Matching incidents of the last year: *${thousands(after)}*, as now.`
    : `Matching incidents of the last year: *${thousands(before)} → ${thousands(after)}* (${
        id === null ? 'its parent → this collection' : 'now → after saving'
      }).${nothing}`;
}

function placeInputs(form: CollectionForm, aboveCategory: AnyBlock[]): AnyBlock[] {
  if (form.place === 'root') {
    return [context(`It is the top of its category (${escapeMrkdwn(form.placeLabel)}), and stays there.`)];
  }
  const chosen = form.place === '' ? null : menuOption(form.placeLabel || form.place, form.place);
  const place = searchInput('place', 'Belongs under', chosen, {
    actionId: PLACE_ACTION,
    placeholder: 'Find a collection',
    hint: 'It shows only incidents that the collection above it shows, too.',
    heard: true,
  });
  if (form.place !== NEW_CATEGORY.value) return [place];
  return [
    place,
    ...aboveCategory,
    textInput('category', 'New category', {
      max: 40,
      initial: form.category,
      hint: 'Teams, Sprints, or a name of your own. “All …” is made at its top.',
    }),
  ];
}

function accountsInput({ integrations }: CollectionForm): InputBlock {
  const chosen = integrations.map(({ value, label }) => menuOption(label, value));
  return searchAllInput('integrations', 'PagerDuty accounts', chosen, {
    actionId: INTEGRATIONS_ACTION,
    placeholder: 'All accounts',
    hint: 'None chosen: those of its parent.',
    optional: true,
    heard: true,
  });
}
