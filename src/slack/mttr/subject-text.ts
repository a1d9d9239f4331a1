import type { Report } from '../../domain/report.ts';
import type { Subject } from '../../report/reports.ts';
import { type Asked, ephemeral, plainQuestion } from './asked.ts';
import { canonicalText } from './canonical-text.ts';
import { parseQuestion } from './question-text.ts';

/** A button carries 2,000 characters; a view holds the text once more, as JSON, beside other things. */
const LONGEST = 2_000;

/**
 * What buttons carry that look into an answer: the report's id, so that they show exactly what was counted; the question
 * where the report could not be kept. `null` where that is too long for Slack to carry.
 */
export function subjectText(
  { id }: Pick<Report, 'id'>,
  { question }: Pick<Asked, 'question'>,
): string | null {
  const asked = id === null ? ephemeral(question) : { ...ephemeral(plainQuestion), reportId: id };
  const text = canonicalText(asked);
  return JSON.stringify(text).length > LONGEST ? null : text;
}

/** What such a button means; `null` where its text is none of ours. */
export function subjectOf(text: string): Subject | null {
  const parsed = parseQuestion(text);
  if (!parsed.ok) return null;
  const { question, reportId } = parsed.value;
  return reportId === null ? { question } : { reportId };
}
