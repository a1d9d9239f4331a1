import type { WebClient } from '@slack/web-api';
import type { SentNow } from '../../digest/digests.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { noticeView } from '../blocks/notice-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { onSubmit, type SubmitRequest } from '../listener.ts';
import { type ConfirmedVerb, confirmView } from './digest-actions.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { placeText } from './listed-text.ts';

/** "Send now", "Mute" and "Delete", after they were asked once more. */
export function confirmSubmit(services: DigestServices, home: Pick<Home, 'changed'>, verb: ConfirmedVerb) {
  const work = { send, mute, delete: remove }[verb];
  return onSubmit(services, confirmView(verb), async (request) => {
    await answerInTime(services, request, work(services, request));
    home.changed(request.caller.workspaceId);
  });
}

async function send(
  { digests }: DigestServices,
  { caller, client, view }: SubmitRequest,
): Promise<SubmitAnswer> {
  const sent: SentNow = await digests.sendNow(caller, view.private_metadata);
  if (sent.kind === 'not sent') return { kind: 'failed', sentence: escapeMrkdwn(sent.sentence) };
  const link = await permalink(client, sent);
  return done('Sent', `*It is there.*${link === null ? '' : ` <${link}|See it>`}`);
}

async function mute({ digests }: DigestServices, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const muted = await digests.mute(caller, view.private_metadata);
  if (muted === undefined) return { kind: 'failed', sentence: GONE };
  const place = placeText(muted.place, caller.userId);
  return done(
    'Muted',
    `*Muted.* Nothing more is posted to ${place}. Collection Admins and SEI Admins can resume it: \`/sei-pagerduty digest\``,
  );
}

async function remove({ digests }: DigestServices, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const deleted = await digests.delete(caller, view.private_metadata);
  if (deleted === undefined) return { kind: 'failed', sentence: GONE };
  return done('Deleted', '*Deleted.* What it posted stays.');
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

function done(title: string, text: string): SubmitAnswer {
  return { kind: 'view', view: noticeView(title, text) };
}
