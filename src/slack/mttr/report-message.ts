import type { AnyBlock } from '@slack/types';
import { actions } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { againLines, type ShownAgain } from './again-lines.ts';
import {
  csvButton,
  lookInside,
  nextQuestions,
  shareButton,
  statusButton,
  weeklyButton,
} from './answer-buttons.ts';
import type { Asked } from './asked.ts';
import { definitionLine, freshnessLine } from './definition-lines.ts';
import { groupsBlocks } from './groups-blocks.ts';
import { headline } from './headline.ts';
import { periodText } from './period-text.ts';
import { inItsDays, type ReportContext } from './report-context.ts';
import { detailLines, populationLines } from './report-lines.ts';
import { trendChart, trendParagraph, trendText } from './trend-blocks.ts';

interface ReportMessageOptions extends Omit<ReportContext, 'range'> {
  readonly asked: Asked;
  /** Slack's own chart, a picture of it, or the trend in words: whatever Slack takes. */
  readonly chart: 'native' | 'words' | AnyBlock;
  /** Slack user id of who shows it to others, `null` where only the asker sees it. */
  readonly sharedBy: string | null;
  /** Whether the conversation may see it: others than its own people may be in it. */
  readonly mayShare?: boolean;
  /** Set for a report that is shown again by its id. */
  readonly again?: ShownAgain;
}

/** An answer as a message: the first line alone answers the question. */
export function reportMessage(options: ReportMessageOptions): Message {
  const { report, asked, now, sharedBy, again, mayShare = true } = options;
  // Who asked for a table gets more of it.
  const rows = asked.question.by.length > 0 ? 10 : 5;
  const reportContext =
    again === undefined ? { report, range: asked.question.range, now } : inItsDays(report, now);
  const first = headline(reportContext);
  const details = [
    ...(again === undefined ? [] : againLines(again, report.definition.metric)),
    ...detailLines(reportContext),
  ];
  const smallPrint = [
    ...populationLines(reportContext),
    definitionLine(report, now),
    freshnessLine(report, now),
  ];
  const blocks: AnyBlock[] = [
    ...(sharedBy === null ? [] : [context(askedText(sharedBy, reportContext))]),
    { ...section([first, ...details].join('\n')), expand: true },
    ...(tableFirst(asked) ? groupsBlocks(report, rows) : []),
    ...chartBlocks(options),
    ...(tableFirst(asked) ? [] : groupsBlocks(report, rows)),
    context(smallPrint.join('\n')),
    ...actions([
      ...lookInside(report, asked, rows),
      ...nextQuestions(report, asked, again !== undefined),
      ...(sharedBy === null && mayShare && report.definition.covered !== null ? shareButton(asked) : []),
      ...weeklyButton(report, asked),
      ...csvButton(report, asked),
      ...statusButton(report),
    ]),
  ];
  const text = [first.replaceAll('*', ''), ...details, trendText(report), ...smallPrint];
  return { text: text.filter((line) => line !== '').join('\n'), blocks };
}

/** Who asked what: the first thing others read. */
function askedText(userId: string, { report, range, now }: ReportContext): string {
  return `<@${userId}> asked: ${escapeMrkdwn(report.subject)}, ${periodText(range, report.definition.window, now)}`;
}

/** Whoever asks for several services, or for groups, wants to compare them. */
function tableFirst({ question: { by, filter } }: Asked): boolean {
  const isByTime = by.some((grouping) => grouping === 'day' || grouping === 'week' || grouping === 'month');
  const services = filter.flatMap(({ field, values }) => (field === 'service' ? values : []));
  return !isByTime && (by.length > 0 || services.length > 1);
}

function chartBlocks({ chart, report }: ReportMessageOptions): AnyBlock[] {
  if (chart === 'native') return trendChart(report);
  return chart === 'words' ? trendParagraph(report) : [chart];
}
