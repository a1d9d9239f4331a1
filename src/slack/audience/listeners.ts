import type { App } from '@slack/bolt';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { carried } from '../blocks/carried.ts';
import { noticeView } from '../blocks/notice-view.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction, onSubmit, type SubmitRequest } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { audienceFormFor, GONE } from './audience-form-for.ts';
import { AUDIENCE_ACTION, AUDIENCE_VIEW, readAudienceForm, targetIn } from './audience-view.ts';

type Needed = ListenerServices & Pick<Services, 'audiences' | 'timing'>;

/** Registers what audiences need. */
export function audienceListeners(app: App, services: Needed, home: Pick<Home, 'changed'>): void {
  app.action(AUDIENCE_ACTION, audienceAction(services));
  app.view({ callback_id: AUDIENCE_VIEW, type: 'view_submission' }, audienceSubmit(services, home));
}

/** "Who sees it"; the value says of what. */
function audienceAction(services: Needed) {
  return onAction(services, AUDIENCE_ACTION, 'checked later', ({ action, client, caller, body }) =>
    openModal(services, { client, triggerId: body.trigger_id, title: 'Who sees it' }, async () => {
      await services.access.demand(caller, 'set audience');
      return audienceFormFor(services, caller, targetIn(carried(action)));
    }),
  );
}

function audienceSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, AUDIENCE_VIEW, async (request) => {
    await answerInTime(services, request, narrow(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function narrow({ audiences }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const form = readAudienceForm(view.state.values, view.private_metadata);
  if (form === null) return { kind: 'failed', sentence: 'Please open it again.' };
  const outcome = await audiences.set(caller, form.target, form.choice);
  if (outcome.kind === 'refused')
    return { kind: 'errors', errors: { channels: plainChannel(outcome.sentence) } };
  if (outcome.kind === 'gone') return { kind: 'failed', sentence: GONE };
  const said = '*Saved.* It holds from now on, in every answer, menu and list.';
  return { kind: 'view', view: noticeView('Who sees it', said, 'Close') };
}

/** Errors below inputs are plain text: a channel is not shown by its name there. */
function plainChannel(sentence: string): string {
  return sentence.replace(/^<#\w+>: /, 'One of these channels: ').replaceAll('`', '');
}
