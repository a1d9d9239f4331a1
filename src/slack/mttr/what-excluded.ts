import type { ActionsBlock } from '@slack/types';
import type { Actor } from '../../access/actor.ts';
import type { Question } from '../../domain/question.ts';
import { actions } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Services } from '../services.ts';
import { askButton } from './ask-button.ts';
import { ephemeral } from './asked.ts';
import { counted } from './counted.ts';

/** What left incidents out of an answer without any. */
interface Excluding {
  /** `urgency low`, `the collection Payments`; `null` where it was the time. */
  readonly filter: string | null;
  /** What the button does: `Without urgency low`, `Last 365 days`. */
  readonly label: string;
  /** How many there are without it. */
  readonly n: number;
  /** The question without it. */
  readonly question: Question;
}

/** More filters than this are rare, and each costs an answer. */
const MOST_TRIED = 5;

/** Days. */
const LONGER = [90, 365];

/**
 * Which one of a question's filters leaves most out, by asking without each. The services stay: they are what it is about.
 * Where no filter does so by itself, whether a longer time has any; `null` where that has none either.
 */
export async function whatExcluded(
  { reports }: Pick<Services, 'reports'>,
  caller: Actor,
  question: Question,
): Promise<Excluding | null> {
  const ask = async (candidate: Omit<Excluding, 'n'>): Promise<Excluding> => {
    const answer = await reports.answer(caller, candidate.question);
    return { ...candidate, n: answer.kind === 'report' ? counted(answer.report) : 0 };
  };
  let most: Excluding | null = null;
  for (const candidate of without(question).slice(0, MOST_TRIED)) {
    const tried = await ask(candidate);
    if (tried.n > (most?.n ?? 0)) most = tried;
  }
  if (most !== null) return most;
  for (const candidate of longer(question)) {
    const tried = await ask(candidate);
    if (tried.n > 0) return tried;
  }
  return null;
}

/** The message, with what it was and a button without it. */
export function withExcluding(message: Message, { filter, label, n, question }: Excluding): Message {
  const there = `there ${n === 1 ? 'is' : 'are'} ${plural(n, 'incident')}`;
  const sentence =
    filter === null
      ? `In the ${label.toLowerCase()} ${there}.`
      : `The filter on ${escapeMrkdwn(filter)} left most out: without it ${there}.`;
  const wider = askButton(label, 'wider', ephemeral(question));
  const at = message.blocks.findIndex(({ type }) => type === 'actions');
  return {
    text: `${message.text}\n${sentence}`,
    // Above what every answer offers: it is the likely next step.
    blocks: message.blocks.toSpliced(
      at < 0 ? message.blocks.length : at,
      0,
      section(sentence),
      ...actions(isOffered(message, label) ? [] : wider),
    ),
  };
}

/** An answer offers the last 90 days by itself. */
function isOffered({ blocks }: Message, label: string): boolean {
  const rows = blocks.filter((block): block is ActionsBlock => block.type === 'actions');
  return rows.some(({ elements }) =>
    elements.some((element) => element.type === 'button' && element.text.text === label),
  );
}

function without(question: Question): Omit<Excluding, 'n'>[] {
  const { filter, collection } = question;
  const conditions = filter.flatMap(({ field, values }, index) => {
    const words = `${field} ${values.join(' or ')}`;
    const rest = { ...question, filter: filter.toSpliced(index, 1) };
    return field === 'service' ? [] : [{ filter: words, label: `Without ${words}`, question: rest }];
  });
  if (collection === null) return conditions;
  const words = `the collection ${collection}`;
  return [
    ...conditions,
    { filter: words, label: `Without ${words}`, question: { ...question, collection: null } },
  ];
}

/** The same question of the last months, where it asked for less. */
function longer(question: Question): Omit<Excluding, 'n'>[] {
  const { range } = question;
  const asked = range.kind === 'last' ? range.days : 0;
  return LONGER.filter((days) => days > asked).map((days) => ({
    filter: null,
    label: `Last ${days} days`,
    question: { ...question, range: { kind: 'last', days } },
  }));
}
