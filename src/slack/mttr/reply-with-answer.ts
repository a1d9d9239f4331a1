import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { Report } from '../../domain/report.ts';
import { asItIs } from '../../domain/what-if.ts';
import type { Again, Answer } from '../../report/reports.ts';
import type { Message } from '../blocks/message.ts';
import { context } from '../blocks/section.ts';
import { type RespondOptions, respondWith } from '../respond-with.ts';
import type { Thread } from '../send-file.ts';
import type { Services } from '../services.ts';
import { whyNotPublic } from '../why-not-public.ts';
import { type AnswerOptions, answerMessage } from './answer-message.ts';
import type { Asked } from './asked.ts';
import { chartPicture } from './chart-picture.ts';
import { counted } from './counted.ts';
import { openStatuses } from './headline.ts';
import { postAnswer } from './post-answer.ts';
import { sendCsv } from './send-csv.ts';
import { viewerOf } from './viewer-of.ts';
import { whatExcluded, withExcluding } from './what-excluded.ts';

interface Asking {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly respond: RespondFn;
  readonly channelId: string | null;
  /** Whether the answer takes the place of the message whose button was pressed. */
  readonly replace?: boolean;
}

type Needed = Pick<Services, 'reports' | 'people' | 'access' | 'clock' | 'log' | 'timing'>;

/** Answers a question: to the asker alone, or to the channel where that was asked for and no outsider is in it. */
export async function replyWithAnswer(services: Needed, asked: Asked, asking: Asking): Promise<void> {
  const { client, caller, respond, channelId, replace = false } = asking;
  const [answer, hidden] = await Promise.all([
    answerTo(services, caller, asked, asked.public ? channelId : null),
    asked.public && channelId !== null ? whyNotPublic(client, channelId) : null,
  ]);
  const viewer = await viewerOf(services, caller, answer);
  const isPublic = asked.public && hidden === null && answer.kind === 'report';

  // Where nothing is loaded, or what is open was asked for, no filter is to blame.
  const nothing =
    asked.reportId === null &&
    answer.kind === 'report' &&
    counted(answer.report) === 0 &&
    answer.report.definition.covered !== null &&
    openStatuses(answer.report).length === 0;
  const excluding = nothing ? await whatExcluded(services, caller, asked.question) : null;

  const message = (chart: AnswerOptions['chart']): Message => {
    const answered = answerMessage(answer, {
      asked,
      viewer,
      now: services.clock.now(),
      chart,
      sharedBy: isPublic ? caller.userId : null,
      mayShare: hidden === null,
    });
    const { text, blocks } = excluding === null ? answered : withExcluding(answered, excluding);
    return hidden === null
      ? { text, blocks }
      : { text: `${hidden}\n${text}`, blocks: [context(`Only you see this. ${hidden}`), ...blocks] };
  };
  // Slack may take its own chart, a picture of it, or neither.
  const otherwise = [
    async () => {
      const { log, timing } = services;
      const patience = timing.picture;
      const picture =
        answer.kind === 'report' ? await chartPicture(client, answer.report, { patience, log }) : null;
      return picture && message(picture);
    },
    () => message('words'),
  ];
  const wantsFile = asked.csv && answer.kind === 'report';
  const thread =
    isPublic && wantsFile && channelId !== null && answer.report.id !== null
      ? await postAnswer(client, channelId, [() => message('native'), ...otherwise])
      : null;
  if (thread === null) {
    const options: RespondOptions = { public: isPublic, replace };
    await respondWith(respond, message('native'), { ...options, otherwise });
  }
  if (wantsFile) await sendRows(services, asking, answer.report, asked, thread);
}

function answerTo(
  { reports }: Needed,
  caller: Actor,
  asked: Asked,
  shownIn: string | null,
): Promise<Answer | Again> {
  return asked.reportId === null
    ? reports.answer(caller, asked.question, shownIn)
    : reports.again(caller, asked.reportId, shownIn);
}

/** The rows behind the very answer that was given. */
async function sendRows(
  services: Needed,
  { client, caller, respond }: Asking,
  { id }: Report,
  { question }: Asked,
  thread: Thread | null,
): Promise<void> {
  const subject = id === null ? { question } : { reportId: id };
  const sent = await sendCsv(services, { client, caller, subject, whatIf: asItIs, thread });
  if (sent.kind === 'csv' && thread !== null) return;
  const text =
    sent.kind === 'csv'
      ? `${sent.name} is in your messages with SEI PagerDuty.`
      : 'There is nothing to export any more. Please ask again.';
  await respond({ response_type: 'ephemeral', replace_original: false, text });
}
