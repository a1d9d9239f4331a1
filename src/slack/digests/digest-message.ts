import type { AnyBlock } from '@slack/types';
import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import { actions } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { context, section } from '../blocks/section.ts';
import { withoutBold } from '../blocks/text.ts';
import { definitionLine, freshnessLine } from '../mttr/definition-lines.ts';
import { moverLine } from '../mttr/report-lines.ts';
import { trendChart, trendParagraph, trendText } from '../mttr/trend-blocks.ts';
import { caveatLines } from './caveat-lines.ts';
import { digestButtons } from './digest-buttons.ts';
import { digestHeadline } from './digest-headline.ts';
import { digestThread } from './digest-thread.ts';
import { digestVerdict } from './digest-verdict.ts';
import { lostLines } from './lost-lines.ts';
import { lookLine } from './open-lines.ts';
import { restatedLine } from './restated-lines.ts';

/** A message of more lines is not read on a phone on a Monday. */
const MOST_LINES = 12;
const MOST_GROUPS = 5;

interface DigestMessage extends Message {
  /** What goes into its thread; `null` where nothing is left to say. */
  readonly thread: Message | null;
}

/** How its chart is shown: Slack's own, a picture of it, or in words, whatever Slack takes. */
export type DigestChart = 'native' | 'words' | AnyBlock;

/** A digest as a message of at most 12 lines: the first line alone answers, the thread holds the rest. */
export function digestMessage(report: DigestReport, chart: DigestChart, now: Instant): DigestMessage {
  const first = [...caveatLines(report, now), digestHeadline(report, now)];
  const buttons = actions(digestButtons(report));
  if (report.isQuiet) {
    const said = [...first, ...restatedLine(report)];
    return {
      text: withoutBold(said.join('\n')),
      blocks: [section(said.join('\n')), ...buttons],
      thread: null,
    };
  }
  const top = [...first, digestVerdict(report), ...lookLine(report)];
  const mover = moverLine(report.facts);
  const restated = restatedLine(report);
  const small = smallPrint(report, now);
  // The head of the groups takes a line as well, and so does a trend in words.
  const words = chart === 'words' && trendText(trendOf(report)) !== '' ? 1 : 0;
  const room = MOST_LINES - top.length - mover.length - restated.length - words - 2;
  const below = [...lostLines(report, Math.min(MOST_GROUPS, room)), ...mover];
  return {
    text: [withoutBold([...top, ...below, ...restated].join('\n')), trendText(trendOf(report)), small]
      .filter((part) => part !== '')
      .join('\n'),
    blocks: [
      section(top.join('\n')),
      ...chartBlocks(report, chart),
      ...(below.length === 0 ? [] : [section(below.join('\n'))]),
      context([...restated, small].join('\n')),
      ...buttons,
    ],
    thread: digestThread(report, now),
  };
}

/** The facts with the weeks of the digest in place of their own days: what charts draw. */
export function trendOf({ facts, trend }: DigestReport): Report {
  return { ...facts, trend };
}

function smallPrint({ facts }: DigestReport, now: Instant): string {
  const freshness = freshnessLine(facts, now);
  return `${definitionLine(facts, now)} · ${freshness.charAt(0).toLowerCase()}${freshness.slice(1)}`;
}

function chartBlocks(report: DigestReport, chart: DigestChart): AnyBlock[] {
  if (chart === 'native') return trendChart(trendOf(report));
  return chart === 'words' ? trendParagraph(trendOf(report)) : [chart];
}
