import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { failureView } from './blocks/failure-view.ts';
import { section } from './blocks/section.ts';
import { escapeMrkdwn, plain } from './blocks/text.ts';
import { withinPatience } from './connect/within-patience.ts';
import type { SubmitRequest } from './listener.ts';
import { redrawView } from './redraw-view.ts';
import type { Services } from './services.ts';

/** What a submitted modal becomes: mistakes under its inputs, another view, or nothing. */
export type SubmitAnswer =
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'view'; readonly view: ModalView }
  | { readonly kind: 'closed' };

/**
 * Answers a submitted modal within Slack's 3 seconds: with what the work comes to, else with "One moment…" and then with that.
 * Whoever closes the modal meanwhile misses nothing but the sight of it.
 */
export async function answerInTime(
  { timing }: Pick<Services, 'timing'>,
  { ack, client, view }: Pick<SubmitRequest, 'ack' | 'client' | 'view'>,
  work: Promise<SubmitAnswer>,
): Promise<void> {
  const early = await withinPatience(work, timing.keyCheck);
  if (early !== null) return void (await ack(responseOf(early)));
  await ack({ response_action: 'update', view: waitingView(view.title.text) });
  const late = await work;
  await redrawView(client, { id: view.id }, viewOf(late, view.title.text));
}

function responseOf(answer: SubmitAnswer): ViewResponseAction | undefined {
  switch (answer.kind) {
    case 'errors':
      return { response_action: 'errors', errors: { ...answer.errors } };
    case 'view':
      return { response_action: 'update', view: answer.view };
    case 'closed':
      return undefined;
  }
}

function viewOf(answer: SubmitAnswer, title: string): ModalView {
  switch (answer.kind) {
    case 'errors': {
      const sentences = Object.values(answer.errors).map(escapeMrkdwn).join('\n');
      return failureView(`Nothing was saved. ${sentences}\nPlease open it again.`);
    }
    case 'view':
      return answer.view;
    case 'closed':
      return { ...waitingView(title), blocks: [section('*Done.* You can close this.')] };
  }
}

function waitingView(title: string): ModalView {
  return {
    type: 'modal',
    title: plain(title),
    close: plain('Close'),
    blocks: [section('*One moment…*\nThis takes a little longer than usual.')],
  };
}
