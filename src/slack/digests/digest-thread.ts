import type { AnyBlock } from '@slack/types';
import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Message } from '../blocks/message.ts';
import { plural } from '../blocks/numbers.ts';
import { paragraphs } from '../blocks/section.ts';
import { withoutBold } from '../blocks/text.ts';
import { besideLine, endedByLine, notCountedLine } from '../mttr/beside-lines.ts';
import { incidentLink } from '../mttr/incident-link.ts';
import { durationText } from '../mttr/number-text.ts';
import { daysText, zoneText } from '../mttr/period-text.ts';
import { servicesText } from './digest-headline.ts';
import { lostLines } from './lost-lines.ts';
import { openLines } from './open-lines.ts';
import { restatedLines } from './restated-lines.ts';

const MOST_ROWS = 25;

/** What stands below a digest: all of what the message has no room for; `null` where that is nothing. */
export function digestThread(report: DigestReport, now: Instant): Message | null {
  if (report.isQuiet || report.facts.definition.covered === null) return null;
  const parts = [
    lostLines(report, MOST_ROWS),
    titled('Open now', openLines(report)),
    titled('What moves the number most', moverLines(report)),
    titled('Changed since', restatedLines(report)),
    titled('How to read it', readingLines(report, now)),
  ].filter((lines) => lines.length > 0);
  const blocks: AnyBlock[] = parts.flatMap(paragraphs);
  return { text: withoutBold(parts.map((lines) => lines.join('\n')).join('\n\n')), blocks };
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`*${title}*`, ...lines];
}

function moverLines({ facts: { movers, recovery } }: DigestReport): string[] {
  if (recovery === null || recovery.n < 3) return [];
  return movers.map(
    ({ incident, recovery: took, meanWithout }) =>
      `• ${incidentLink(incident)}, ${durationText(took)}: without it MTTR is ${durationText(meanWithout)}`,
  );
}

function readingLines(report: DigestReport, now: Instant): string[] {
  const { facts, verdict, digest } = report;
  return [
    ...(typeof verdict === 'string'
      ? []
      : [
          `Compared: ${daysText(verdict.now, now)} (${plural(verdict.change.episodesNow, 'episode')}) with ${daysText(verdict.before, now)} (${verdict.change.episodesBefore}), ${zoneText(verdict.now.zone)}. Incidents of one service that begin within 10 minutes of each other are one episode; it is called clear only where chance is no likely reason.`,
        ]),
    ...endedByLine(facts),
    ...notCountedLine(facts),
    ...besideLine(facts),
    ...(facts.groups.overlapping
      ? [`An incident can be in several rows by ${digest.by}, so they add up to more.`]
      : []),
    servicesText(report),
  ];
}
