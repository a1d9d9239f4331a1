import type { Mttr } from '../domain/mttr.ts';
import type { Unanswered } from './reports.ts';
import type { Settled } from './settle.ts';

/** Why computed numbers are no answer: data that is not ingested, people nobody knows, people who are not to be compared. */
export function whyNotAnswered(
  { question, problem, peopleReports }: Settled,
  { partlyKnown }: Pick<Mttr, 'partlyKnown'>,
): Unanswered | null {
  const notIngested = partlyKnown.find(({ share }) => share === 0);
  if (notIngested !== undefined) return { kind: 'not ingested', needs: notIngested.field };
  if (problem !== null) return problem;
  if (question.by.includes('user') && !peopleReports) {
    return {
      kind: 'invalid',
      sentence: 'People are not compared here. An SEI Admin can turn answers by person on.',
    };
  }
  return null;
}
