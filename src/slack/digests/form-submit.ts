import type { DigestProblem, DigestSaved } from '../../digest/digests.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import type { Home } from '../home/create-home.ts';
import { onSubmit, type SubmitRequest } from '../listener.ts';
import { FORM_VIEW } from './digest-actions.ts';
import { type DigestDraft, formOf, readDraft } from './digest-form.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { savedView } from './saved-view.ts';

/** "Save" of a digest. */
export function digestSubmit(services: DigestServices, home: Pick<Home, 'changed'>) {
  return onSubmit(services, FORM_VIEW, async (request) => {
    await answerInTime(services, request, save(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function save({ digests }: DigestServices, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const draft = readDraft(view.state.values, view.private_metadata);
  if (draft === null) return { kind: 'failed', sentence: GONE };
  const form = formOf(draft, caller.userId);
  if (form === null) {
    return { kind: 'errors', errors: { channel: 'Choose a channel, or yourself above.' } };
  }
  const saved: DigestSaved = await digests.save(caller, draft.id, form);
  return saved.kind === 'problems'
    ? { kind: 'errors', errors: errorsOf(draft, saved.problems) }
    : { kind: 'view', view: savedView(saved, draft.collection?.name ?? null, caller.userId) };
}

/** Slack shows an error under an input that there is, in plain text. */
function errorsOf(draft: DigestDraft, problems: readonly DigestProblem[]): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ input, sentence }) => [blockOf(input, draft), sentence.replaceAll('`', '')]),
  );
}

function blockOf(input: DigestProblem['input'], { to, quiet }: DigestDraft): string {
  switch (input) {
    case 'place':
      // Whoever may only write to themselves has no input for the place.
      return to === 'channel' ? 'channel' : 'collection';
    case 'schedule':
      return 'weekday';
    case 'openDays':
      return quiet ? 'days' : 'quiet';
    default:
      return input;
  }
}
