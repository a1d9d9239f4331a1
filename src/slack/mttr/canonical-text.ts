import { FILTER_FIELDS } from '../../domain/filter.ts';
import type { WindowRequest } from '../../domain/window.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { type Asked, plainQuestion } from './asked.ts';
import { quotedText } from './words.ts';

/**
 * A question in the grammar of `/sei-mttr`, always in the same form, escaped as Slack escapes what people type: it can
 * stand in mrkdwn, and `parseQuestion` reads the same question from it. What is default is left
 * out, but for the range.
 *
 * Only conditions with `equals` can be written.
 */
export function canonicalText({ question, public: isPublic, csv, reportId }: Asked): string {
  const parts: string[] = [];
  for (const key of FILTER_FIELDS) {
    const values = question.filter.flatMap(({ field, values }) => (field === key ? values : []));
    if (values.length > 0) parts.push(`${key}=${values.map(written).join(',')}`);
  }
  if (question.collection !== null) parts.push(`collection=${written(question.collection)}`);
  if (question.metric !== plainQuestion.metric) parts.push(`metric=${question.metric}`);
  if (reportId !== null) parts.push(`report=${reportId}`);
  parts.push(...rangeParts(question.range));
  if (question.by.length > 0) parts.push(`by=${question.by.join(',')}`);
  if (question.track !== null) parts.push(`track=${question.track}`);
  if (question.zone !== null) parts.push(`zone=${question.zone}`);
  if (isPublic) parts.push('public');
  if (csv) parts.push('csv');
  return escapeMrkdwn(parts.join(' '));
}

function rangeParts(range: WindowRequest): string[] {
  switch (range.kind) {
    case 'last':
      return [`last=${range.days}d`];
    case 'dates':
      return [`from=${range.from}`, `to=${range.to}`];
    case 'week':
      return [`week=${range.year}-W${String(range.week).padStart(2, '0')}`];
    case 'month':
      return [`month=${range.year}-${String(range.month).padStart(2, '0')}`];
  }
}

/** A value, in quotes wherever it could be read as something else. */
function written(value: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._/@+-]*$/u.test(value)) return value;
  return quotedText(value);
}
