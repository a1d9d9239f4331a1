import type { Button } from '@slack/types';
import type { DigestReport } from '../../digest/digest-report.ts';
import { button } from '../blocks/button.ts';
import { inZone } from '../blocks/date-text.ts';
import { askButton } from '../mttr/ask-button.ts';
import { type Asked, plainQuestion } from '../mttr/asked.ts';
import { incidentsButton } from '../mttr/next-questions.ts';
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
  const { start, end, zone } = report.facts.definition.window;
  const last = Math.max(start, end - 1);
  const range = {
    kind: 'dates',
    from: inZone(start, zone, 'yyyy-MM-dd'),
    to: inZone(last, zone, 'yyyy-MM-dd'),
  } as const;
  return { ...lately(report), question: { ...lately(report).question, range } };
}

/** The same of the last 30 days: the answer carries all other questions as buttons. */
function lately({ digest: { collectionId, by, schedule }, subject }: DigestReport): Asked {
  return {
    question: {
      ...plainQuestion,
      collection: collectionId === null ? null : subject,
      by: by === 'service' ? [] : [by],
      zone: schedule.zone,
    },
    public: false,
    csv: false,
    reportId: null,
  };
}
