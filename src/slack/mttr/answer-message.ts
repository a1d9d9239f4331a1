import type { AnyBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { Again, Answer } from '../../report/reports.ts';
import type { Message } from '../blocks/message.ts';
import type { Asked } from './asked.ts';
import { reportMessage } from './report-message.ts';
import { unsettledMessage } from './unsettled-message.ts';
import type { Viewer } from './viewer-of.ts';

export interface AnswerOptions {
  readonly asked: Asked;
  readonly viewer: Viewer;
  readonly now: Instant;
  readonly chart: 'native' | 'words' | AnyBlock;
  readonly sharedBy: string | null;
  /** Whether the conversation may see it; left out: it may. */
  readonly mayShare?: boolean;
}

/** What a person reads: the report, or what has to be settled before there is one. */
export function answerMessage(answer: Answer | Again, options: AnswerOptions): Message {
  if (answer.kind !== 'report') return unsettledMessage(answer, options.asked, options.viewer);
  if (!('question' in answer)) return reportMessage({ report: answer.report, ...options });
  const { report, question, ...again } = answer;
  return reportMessage({ ...options, report, again, asked: { ...options.asked, question } });
}
