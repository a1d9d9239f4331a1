import type { Report } from '../../../src/domain/report.ts';
import type { Again, Answer, UnknownReport } from '../../../src/report/reports.ts';
import { answerMessage } from '../../../src/slack/mttr/answer-message.ts';
import type { Asked } from '../../../src/slack/mttr/asked.ts';
import { parseQuestion } from '../../../src/slack/mttr/question-text.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { report } from '../report-fixture.ts';

/** Statistics of fewer than six incidents, for which there are no intervals. */
export const FEW = { medianInterval: null, meanInterval: null, bandCertain: false } as const;

export function asked(text: string): Asked {
  const parsed = parseQuestion(text);
  if (!parsed.ok) throw new Error(parsed.problem.sentence);
  return parsed.value;
}

/** What a Viewer reads when a question is answered. */
export function message(
  answer: Answer | Again | UnknownReport,
  text = 'service=checkout',
  options: { chart?: boolean; sharedBy?: string } = {},
) {
  return blocksOf(
    answerMessage(answer, {
      asked: asked(text),
      viewer: { standing: 'viewer', helpers: ['UALICE'] },
      now: NOW,
      chart: options.chart === false ? 'words' : 'native',
      sharedBy: options.sharedBy ?? null,
    }),
  );
}

/** What a Viewer reads of a report, line by line. */
export function lines(change: Partial<Report> = {}, text?: string): string[] {
  return message({ kind: 'report', report: report(change) }, text).text.split('\n');
}

/** How current the data of the report's integration is. */
export function freshness(change: Partial<Report['freshness'][number]> = {}): Report['freshness'] {
  return report().freshness.map((each) => ({ ...each, ...change }));
}
