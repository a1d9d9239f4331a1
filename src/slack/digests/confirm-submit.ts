import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SentNow } from '../../digest/digests.ts';
import { answerInTime } from '../answer-in-time.ts';
import { failureView } from '../blocks/failure-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { onSubmit, type SubmitRequest } from '../listener.ts';
import { doneView } from './confirm-views.ts';
import { type ConfirmedVerb, confirmView } from './digest-actions.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { placeText } from './listed-text.ts';

/** "Send now", "Mute" and "Delete", after they were asked once more. */
export function confirmSubmit(services: DigestServices, home: Pick<Home, 'changed'>, verb: ConfirmedVerb) {
  const work = { send, mute, delete: remove }[verb];
  return onSubmit(services, confirmView(verb), async (request) => {
    const done = work(services, request).then((view) => ({ kind: 'view', view }) as const);
    await answerInTime(services, request, done);
    home.changed(request.caller.workspaceId);
  });
}

async function send(
  { digests }: DigestServices,
  { caller, client, view }: SubmitRequest,
): Promise<ModalView> {
  const sent: SentNow = await digests.sendNow(caller, view.private_metadata);
  if (sent.kind === 'not sent') return failureView(escapeMrkdwn(sent.sentence));
  const link = await permalink(client, sent);
  return doneView('Sent', `*It is there.*${link === null ? '' : ` <${link}|See it>`}`);
}

async function mute({ digests }: DigestServices, { caller, view }: SubmitRequest): Promise<ModalView> {
  const muted = await digests.mute(caller, view.private_metadata);
  if (muted === undefined) return failureView(GONE);
  const place = placeText(muted.place, caller.userId);
  return doneView(
    'Muted',
    `*Muted.* Nothing more is posted to ${place}. Collection Admins and SEI Admins can resume it: \`/sei-pagerduty digest\``,
  );
}

async function remove({ digests }: DigestServices, { caller, view }: SubmitRequest): Promise<ModalView> {
  const deleted = await digests.delete(caller, view.private_metadata);
  if (deleted === undefined) return failureView(GONE);
  return doneView('Deleted', '*Deleted.* What it posted stays.');
}

/** The address of a message; it is a courtesy only. */
async function permalink(
  client: WebClient,
  { channelId, timestamp }: Extract<SentNow, { kind: 'sent' }>,
): Promise<string | null> {
  try {
    const { permalink: link } = await client.chat.getPermalink({
      channel: channelId,
      message_ts: timestamp,
    });
    return link ?? null;
  } catch {
    return null;
  }
}
