import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { chosenIn, tagsIn, typedIn } from '../blocks/view-state.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { EDIT_VIEW } from './edit-view.ts';
import { GONE } from './open-integration-form.ts';

type Needed = ListenerServices & Pick<Services, 'upkeep' | 'timing'>;

/** "Save" of an edited integration: the modal closes, or says what to mend. */
export function editSubmit(services: Needed) {
  return onSubmit(services, EDIT_VIEW, (request) => answerInTime(services, request, edit(services, request)));
}

async function edit({ upkeep }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const state = view.state.values;
  const outcome = await upkeep.edit(caller, view.private_metadata, {
    name: typedIn(state, 'name'),
    description: typedIn(state, 'description'),
    tags: tagsIn(typedIn(state, 'tags')),
    titles: chosenIn(state, 'titles') === 'hidden' ? 'hidden' : 'shown',
  });
  if (outcome.kind === 'gone') return { kind: 'failed', sentence: GONE };
  if (outcome.kind === 'refused') return { kind: 'errors', errors: outcome.problems };
  return { kind: 'closed' };
}
