import type { Button } from '@slack/types';
import type { Report } from '../../domain/report.ts';
import { button, confirmation } from '../blocks/button.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { NEW_ACTION } from '../digests/digest-actions.ts';
import { INCIDENTS_ACTION } from '../incidents/incident-actions.ts';
import { STATUS_ACTION } from '../integrations/integration-actions.ts';
import { askButton } from './ask-button.ts';
import { type Asked, ephemeral } from './asked.ts';
import { canonicalText } from './canonical-text.ts';
import { counted } from './counted.ts';
import { rowsButton } from './groups-blocks.ts';
import { ABOUT_ACTION, CSV_ACTION, SHARE_ACTION } from './mttr-actions.ts';
import { subjectText } from './subject-text.ts';

/** What looks into this very number. @param rows how many rows its table shows */
export function lookInside(report: Report, asked: Asked, rows: number): Button[] {
  const value = subjectText(report, asked);
  // There is no number to look into.
  if (value === null || report.definition.covered === null) return [];
  return [
    ...incidentsButton(report, value),
    button('About this number', ABOUT_ACTION, value),
    ...rowsButton(report, value, rows),
  ];
}

/** What people ask next. Always for themselves: only Share shows an answer to others. */
export function nextQuestions(report: Report, asked: Asked, isAgain: boolean): Button[] {
  const { question } = asked;
  const isEmpty = counted(report) === 0;
  const ask = (label: string, id: string, change: Partial<Asked['question']>) =>
    askButton(label, id, ephemeral({ ...question, ...change }));
  const about = (field: string) => question.filter.some((condition) => condition.field === field);
  const isLast90 = question.range.kind === 'last' && question.range.days === 90;

  const longer = isLast90
    ? ask('Last 30 days', 'last_30', { range: { kind: 'last', days: 30 } })
    : ask('Last 90 days', 'last_90', { range: { kind: 'last', days: 90 } });
  const anew = isAgain ? ask('The same, as of now', 'anew', {}) : ask('Refresh', 'again', {});
  if (report.definition.covered === null) {
    return [...ask('Last 30 days', 'last_30', { range: { kind: 'last', days: 30 } }), ...anew];
  }
  if (isEmpty) {
    const isNarrowed = question.filter.length > 0 || question.collection !== null;
    return [
      ...(isLast90 ? [] : longer),
      ...(isNarrowed ? ask('All services', 'all', { filter: [], collection: null }) : []),
      ...anew,
    ];
  }
  return [
    ...(question.by[0] === 'priority'
      ? ask('By service', 'by_service', { by: ['service'] })
      : ask('By priority', 'by_priority', { by: ['priority'] })),
    ...(about('urgency')
      ? []
      : ask('High urgency', 'high_urgency', {
          filter: [...question.filter, { field: 'urgency', operator: 'equals', values: ['high'] }],
        })),
    ...longer,
    ...anew,
  ];
}

/** The same every week, without being asked for: opens the form of a digest that is filled from the question. */
export function weeklyButton(report: Report, asked: Asked): Button[] {
  const value = canonicalText(ephemeral(asked.question));
  const isAnswered = report.definition.covered !== null;
  return isAnswered && value.length <= 2_000 ? [button('Weekly, to me', NEW_ACTION, value)] : [];
}

/** A file of the rows behind the number. */
export function csvButton(report: Report, asked: Asked): Button[] {
  const value = subjectText(report, asked);
  return value === null || counted(report) === 0 ? [] : [button('CSV', CSV_ACTION, value)];
}

/** Why an account could not be updated. */
export function statusButton({ freshness }: Report): Button[] {
  const failing = freshness.find(({ state }) => state === 'failing');
  return failing === undefined ? [] : [button('Status', STATUS_ACTION, failing.integrationId)];
}

/** Shows the answer to the channel, after asking once more. */
export function shareButton(asked: Asked): Button[] {
  const value = canonicalText({ ...asked, public: true, csv: false });
  if (value.length > 2_000) return [];
  return [
    button('Share', SHARE_ACTION, value, {
      confirm: confirmation(
        'Share this answer?',
        'Everyone in this conversation will see it, with your name.',
        'Share',
      ),
    }),
  ];
}

/** `9 incidents`: opens those behind the number; none where there are none at all. */
export function incidentsButton(report: Report, value: string): Button[] {
  const { merged, clockErrors, unresolved, notAcknowledged } = report.notCounted;
  const others = merged + clockErrors + unresolved + notAcknowledged + report.beside.excluded.count;
  const n = counted(report);
  if (n === 0 && others === 0) return [];
  return [
    button(n === 0 ? `${thousands(others)} not counted` : plural(n, 'incident'), INCIDENTS_ACTION, value),
  ];
}
