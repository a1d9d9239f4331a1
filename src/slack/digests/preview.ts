import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { DigestAnswer, DigestReport } from '../../digest/digest-report.ts';
import { failureView } from '../blocks/failure-view.ts';
import type { Message } from '../blocks/message.ts';
import { chartPicture } from '../mttr/chart-picture.ts';
import { unsettledFor } from '../mttr/unsettled-for.ts';
import { respondWith } from '../respond-with.ts';
import { trendOf } from './digest-message.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { previewMessage, previewView } from './preview-message.ts';

/** Shows somebody what a digest would say now, with the chart as Slack takes it. */
export async function showPreview(
  services: DigestServices,
  { client, caller, respond }: { client: WebClient; caller: Actor; respond: RespondFn },
  id: string,
): Promise<void> {
  const answer = await services.digests.preview(caller, id);
  const report = await settled(services, caller, answer);
  if ('blocks' in report) return respondWith(respond, report);
  const now = services.clock.now();
  await respondWith(respond, previewMessage(report, 'native', now), {
    otherwise: [
      async () => {
        const { log, timing } = services;
        const picture = await chartPicture(client, trendOf(report), { patience: timing.picture, log });
        return picture && previewMessage(report, picture, now);
      },
      () => previewMessage(report, 'words', now),
    ],
  });
}

/** The same above a modal. */
export async function previewIn(services: DigestServices, caller: Actor, id: string): Promise<ModalView> {
  const report = await settled(services, caller, await services.digests.preview(caller, id));
  return 'blocks' in report ? failureView(report.text) : previewView(report, services.clock.now());
}

/** The report, or why there is none, as a message. */
async function settled(
  services: DigestServices,
  caller: Actor,
  answer: DigestAnswer | undefined,
): Promise<DigestReport | Message> {
  if (answer === undefined) return { text: GONE, blocks: [] };
  if (answer.kind === 'digest') return answer;
  return unsettledFor(services, caller, answer);
}
