import type { ModalView } from '@slack/types';
import type { DraftProblems } from '../../collections/collections.ts';
import { hash32 } from '../../domain/hash32.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { valuesBlock } from '../filters/filter-rows.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import { quotedText } from '../mttr/words.ts';
import type { Services } from '../services.ts';
import { type CollectionForm, draftOf, readCollectionForm } from './collection-form.ts';
import { COLLECTION_VIEW, collectionFormView } from './collection-form-view.ts';
import { GONE } from './detail-for.ts';

type Needed = ListenerServices & Pick<Services, 'collections' | 'timing'>;

/** "Save": where an existing collection would show other incidents, it asks first with the numbers. */
export function collectionSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, COLLECTION_VIEW, async (request) => {
    await answerInTime(services, request, save(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function save({ collections }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const form = readCollectionForm(view.state.values, view.private_metadata);
  const draft = draftOf(form);
  const problems = await collections.check(caller, draft);
  if (Object.keys(problems).length > 0) return refused(form, problems);
  const definition = String(hash32(JSON.stringify([draft.place, draft.integrationIds, draft.filter])));
  if (form.confirmed !== definition && (await collections.changesDefinition(caller, draft))) {
    const counts = await collections.matches(caller, draft);
    const asking = { ...form, confirmed: definition };
    return {
      kind: 'view',
      view: collectionFormView({ form: asking, counts, asks: true }),
      unseen: NOT_SAVED,
    };
  }
  const outcome = await collections.save(caller, draft);
  if (outcome.kind === 'gone') return { kind: 'failed', sentence: GONE };
  if (outcome.kind === 'refused') return refused(form, outcome.problems);
  return { kind: 'view', view: savedView(outcome.collection.name) };
}

const NOT_SAVED = 'The collection is not saved yet. Please open it again: `/sei-pagerduty collections`';

/** Slack's own errors stand under inputs. What has none of its own is shown above. */
function refused(form: CollectionForm, problems: DraftProblems): SubmitAnswer {
  const { filter, place, ...others } = problems;
  const errors: Record<string, string> = { ...others };
  const [first] = form.rows;
  if (filter !== undefined && first !== undefined) errors[valuesBlock(first)] = filter;
  if (place !== undefined && form.place !== 'root') errors.place = place;
  if (problems.category !== undefined && form.place !== 'new') delete errors.category;
  return Object.keys(errors).length > 0
    ? { kind: 'errors', errors }
    : {
        kind: 'view',
        view: collectionFormView({ form, counts: null, problems }),
        unseen: NOT_SAVED,
      };
}

function savedView(name: string): ModalView {
  const typed = escapeMrkdwn(name.replaceAll('`', ''));
  const asked = escapeMrkdwn(quotedText(name.replaceAll('`', '')));
  return noticeView(
    'Saved',
    `*${escapeMrkdwn(name)} is saved.*\nAsk about it: \`/sei-mttr collection=${asked}\`\nYour default, a channel’s, who sees it: \`/sei-pagerduty collection ${typed}\``,
  );
}
