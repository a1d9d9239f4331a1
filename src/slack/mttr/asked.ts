import type { Question } from '../../domain/question.ts';

/** A question, and how the person wants the answer. */
export interface Asked {
  readonly question: Question;
  /** Whether the channel sees the answer. */
  readonly public: boolean;
  readonly csv: boolean;
  /** Id of an earlier report that is wanted again. */
  readonly reportId: string | null;
}

/** What `/sei-mttr` without arguments means. */
export const plainQuestion: Question = {
  filter: [],
  collection: null,
  metric: 'mttr',
  track: null,
  range: { kind: 'last', days: 30 },
  by: [],
  zone: null,
};

/** A question whose answer only the person sees, without a file: what buttons ask. */
export function ephemeral(question: Question): Asked {
  return { question, public: false, csv: false, reportId: null };
}
