import type { Question } from '../../domain/question.ts';
import { actions } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Caller } from '../caller.ts';
import type { Services } from '../services.ts';
import { askButton } from './ask-button.ts';

/** The filter that left most incidents out of an answer without any. */
export interface Excluding {
  /** `urgency low`, `the collection Payments`. */
  readonly words: string;
  /** How many there are without it. */
  readonly n: number;
  /** The question without it. */
  readonly question: Question;
}

/** More filters than this are rare, and each costs an answer. */
const MOST_TRIED = 5;

/** Which one of a question's filters leaves most out, by asking without each; `null` where none does so by itself. */
export async function whatExcluded(
  { reports }: Pick<Services, 'reports'>,
  caller: Caller,
  question: Question,
): Promise<Excluding | null> {
  let most: Excluding | null = null;
  for (const candidate of without(question).slice(0, MOST_TRIED)) {
    const answer = await reports.answer(caller, candidate.question);
    const n = answer.kind === 'report' ? (answer.report.recovery?.n ?? 0) : 0;
    if (n > (most?.n ?? 0)) most = { ...candidate, n };
  }
  return most;
}

/** The message, with which filter it was and a button without it. */
export function withExcluding(message: Message, { words, n, question }: Excluding): Message {
  const sentence = `The filter on ${escapeMrkdwn(words)} left most out: without it there ${n === 1 ? 'is' : 'are'} ${plural(n, 'incident')}.`;
  return {
    text: `${message.text}\n${sentence}`,
    blocks: [
      ...message.blocks,
      section(sentence),
      ...actions(
        askButton(`Without ${words}`, 'wider', { question, public: false, csv: false, reportId: null }),
      ),
    ],
  };
}

function without(question: Question): Omit<Excluding, 'n'>[] {
  const { filter, collection } = question;
  const conditions = filter.map(({ field, values }, index) => ({
    words: `${field} ${values.join(' or ')}`,
    question: { ...question, filter: filter.toSpliced(index, 1) },
  }));
  if (collection === null) return conditions;
  return [
    ...conditions,
    { words: `the collection ${collection}`, question: { ...question, collection: null } },
  ];
}
