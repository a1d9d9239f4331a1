import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { failureView } from './blocks/failure-view.ts';
import { noticeView } from './blocks/notice-view.ts';
import { escapeMrkdwn } from './blocks/text.ts';
import type { SubmitRequest } from './listener.ts';
import { redrawView } from './redraw-view.ts';
import type { Services } from './services.ts';

/** What a submitted modal becomes. Sentences are mrkdwn. */
export type SubmitAnswer =
  | {
      readonly kind: 'errors';
      /** By the ids of the inputs' blocks; plain text. */
      readonly errors: Readonly<Record<string, string>>;
      /** The form with the same above its inputs: an updated view cannot show them as Slack's own errors. */
      readonly late?: ModalView;
      /** What somebody is told who closed the modal meanwhile. */
      readonly unseen?: string;
    }
  /** Nothing was done, and why. */
  | { readonly kind: 'failed'; readonly sentence: string }
  /** `unseen`: what somebody is told who closed the modal meanwhile; without it they miss nothing but the sight of the view. */
  | { readonly kind: 'view'; readonly view: ModalView; readonly unseen?: string }
  | { readonly kind: 'closed' };

/**
 * Answers a submitted modal within Slack's 3 seconds: with what the work comes to, else with a view that says to wait, and then
 * with that. Whoever closes the modal meanwhile is told in the DM where nothing was done.
 */
export async function answerInTime(
  { timing, log }: Pick<Services, 'timing' | 'log'>,
  { ack, caller, client, view }: Pick<SubmitRequest, 'ack' | 'caller' | 'client' | 'view'>,
  work: Promise<SubmitAnswer>,
  waiting: ModalView = noticeView(view.title.text, WAIT, 'Close'),
): Promise<void> {
  const early = await withinPatience(work, timing.submit);
  if (early !== null) return void (await ack(responseOf(early)));
  await ack({ response_action: 'update', view: waiting });
  const late = await work;
  const isShown = await redrawView(client, { id: view.id }, viewOf(late, view.title.text)).catch(
    (error: unknown) => {
      log.warn({ view: view.callback_id, error }, 'The answer of a modal could not be shown.');
      return false;
    },
  );
  const untold = isShown ? undefined : unseenOf(late);
  if (untold !== undefined) await client.chat.postMessage({ channel: caller.userId, text: untold });
}

const WAIT = '*One moment…*\nThis takes a little longer than usual.';

/** What work comes to that ends in time, `null` where it takes longer: it then goes on. */
async function withinPatience<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), milliseconds);
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function responseOf(answer: SubmitAnswer): ViewResponseAction | undefined {
  switch (answer.kind) {
    case 'errors':
      return { response_action: 'errors', errors: { ...answer.errors } };
    case 'failed':
      return { response_action: 'update', view: failureView(answer.sentence) };
    case 'view':
      return { response_action: 'update', view: answer.view };
    case 'closed':
      return undefined;
  }
}

function viewOf(answer: SubmitAnswer, title: string): ModalView {
  switch (answer.kind) {
    case 'errors':
      return answer.late ?? failureView(`${nothingSaved(answer.errors)}\nPlease open it again.`);
    case 'failed':
      return failureView(answer.sentence);
    case 'view':
      return answer.view;
    case 'closed':
      return noticeView(title, '*Done.* You can close this.', 'Close');
  }
}

function unseenOf(answer: SubmitAnswer): string | undefined {
  switch (answer.kind) {
    case 'errors':
      return answer.unseen ?? nothingSaved(answer.errors);
    case 'failed':
      return answer.sentence;
    case 'view':
      return answer.unseen;
    case 'closed':
      return undefined;
  }
}

function nothingSaved(errors: Readonly<Record<string, string>>): string {
  return `Nothing was saved. ${Object.values(errors).map(escapeMrkdwn).join('\n')}`;
}
