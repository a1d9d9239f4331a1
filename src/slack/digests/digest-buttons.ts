import type { Button } from '@slack/types';
import type { DigestReport } from '../../digest/digest-report.ts';
import { button } from '../blocks/button.ts';
import { incidentsButton } from '../mttr/answer-buttons.ts';
import { askButton } from '../mttr/ask-button.ts';
import { type Asked, ephemeral, plainQuestion } from '../mttr/asked.ts';
import { daysOf } from '../mttr/report-context.ts';
import { subjectText } from '../mttr/subject-text.ts';
import { CHANGE_ACTION } from './digest-actions.ts';

/** The way from a digest to the incidents behind it, to a question of one's own, and to another digest or none. */
export function digestButtons(report: DigestReport): Button[] {
  const { facts, digest, isQuiet } = report;
  const change = button('Change or stop', CHANGE_ACTION, digest.id);
  if (isQuiet) return [change];
  const value = subjectText(facts, asked(report));
  return [
    ...(value === null || facts.definition.covered === null ? [] : incidentsButton(facts, value)),
    ...askButton('Ask', 'digest', lately(report)),
    change,
  ];
}

/** The very question that the facts answer. */
function asked(report: DigestReport): Asked {
  const range = daysOf(report.facts.definition.window);
  return { ...lately(report), question: { ...lately(report).question, range } };
}

/** The same of the last 30 days: the answer carries all other questions as buttons. */
function lately({ digest: { collectionId, by, schedule }, subject }: DigestReport): Asked {
  return ephemeral({
    ...plainQuestion,
    collection: collectionId === null ? null : subject,
    by: by === 'service' ? [] : [by],
    zone: schedule.zone,
  });
}
