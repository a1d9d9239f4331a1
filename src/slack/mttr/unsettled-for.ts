import type { Actor } from '../../access/actor.ts';
import type { Question } from '../../domain/question.ts';
import type { Unanswered, UnknownReport } from '../../report/reports.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { ephemeral, plainQuestion } from './asked.ts';
import { unsettledMessage } from './unsettled-message.ts';
import { viewerOf } from './viewer-of.ts';

/** Why a press led to no answer, with what this person may do about it. */
export async function unsettledFor(
  services: Pick<Services, 'access' | 'people'>,
  caller: Actor,
  answer: Unanswered | UnknownReport,
  question: Question = plainQuestion,
): Promise<Message> {
  return unsettledMessage(answer, ephemeral(question), await viewerOf(services, caller, answer));
}
