import type { Question } from '../../domain/question.ts';
import type { OpenName } from '../../report/reports.ts';

/** The question with one of its names replaced. */
export function withName(question: Question, name: OpenName, replacement: string): Question {
  return name.field === 'collection'
    ? { ...question, collection: replacement }
    : withNames(question, name, [replacement]);
}

/** The question with several names in place of one. */
export function withNames(
  question: Question,
  { field, text }: OpenName,
  replacements: readonly string[],
): Question {
  const isIt = (value: string) => value.toLowerCase() === text.toLowerCase();
  return {
    ...question,
    filter: question.filter.map((condition) =>
      condition.field === field
        ? {
            ...condition,
            values: condition.values.flatMap((value) => (isIt(value) ? replacements : [value])),
          }
        : condition,
    ),
  };
}

/** The question without its conditions on a field, and not grouped by it. */
export function without(question: Question, field: string): Question {
  return {
    ...question,
    collection: field === 'collection' ? null : question.collection,
    filter: question.filter.filter((condition) => condition.field !== field),
    by: question.by.filter((grouping) => grouping !== field),
  };
}
