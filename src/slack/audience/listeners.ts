import type { App } from '@slack/bolt';
import type { Target } from '../../access/access.ts';
import { failureView } from '../blocks/failure-view.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { type ListenerServices, onAction, onSubmit } from '../listener.ts';
import { carriedText } from '../mttr/ask-action.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { AUDIENCE_ACTION, AUDIENCE_VIEW, audienceView, readAudienceForm, targetIn } from './audience-view.ts';

type Needed = ListenerServices & Pick<Services, 'audiences'>;

const GONE = 'This is not there any more.';

/** Registers what audiences need. */
export function audienceListeners(app: App, services: Needed): void {
  app.action(AUDIENCE_ACTION, audienceButton(services));
  app.view({ callback_id: AUDIENCE_VIEW, type: 'view_submission' }, audienceSubmit(services));
}

/** The form for one thing, or that it is gone. */
export async function audienceFormFor(
  { audiences }: Pick<Services, 'audiences'>,
  caller: Parameters<Services['audiences']['get']>[0],
  target: Target | null,
) {
  const found = target === null ? undefined : await audiences.get(caller, target);
  return target === null || found === undefined
    ? failureView(GONE)
    : audienceView(target, found.name, found.choice);
}

/** "Who sees it"; the value says of what. */
function audienceButton(services: Needed) {
  return onAction(services, AUDIENCE_ACTION, 'checked later', ({ action, client, caller, body }) =>
    openModal(services, { client, triggerId: body.trigger_id, title: 'Who sees it' }, async () => {
      await services.access.demand(caller, 'set audience');
      return audienceFormFor(services, caller, targetIn(carriedText(action)));
    }),
  );
}

function audienceSubmit(services: Needed) {
  return onSubmit(services, AUDIENCE_VIEW, async ({ ack, caller, view }) => {
    const form = readAudienceForm(view.state.values, view.private_metadata);
    if (form === null) return ack({ response_action: 'update', view: failureView('Please open it again.') });
    const outcome = await services.audiences.set(caller, form.target, form.choice);
    if (outcome.kind === 'refused')
      return ack({ response_action: 'errors', errors: { channels: plainChannel(outcome.sentence) } });
    if (outcome.kind === 'gone') return ack({ response_action: 'update', view: failureView(GONE) });
    return ack({
      response_action: 'update',
      view: {
        type: 'modal',
        title: plain('Who sees it'),
        close: plain('Close'),
        blocks: [section('*Saved.* It holds from now on, in every answer, menu and list.')],
      },
    });
  });
}

/** Errors below inputs are plain text: a channel is not shown by its name there. */
function plainChannel(sentence: string): string {
  return sentence.replace(/^<#\w+>: /, 'One of these channels: ').replaceAll('`', '');
}
