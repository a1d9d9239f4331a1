import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import { dateText, inZone } from '../blocks/date-text.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { endedByLine, notCountedLine, partlyKnownLines } from './beside-lines.ts';
import { definitionLine, freshnessLine } from './definition-lines.ts';
import { incidentLink } from './incident-link.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { durationText, intervalText, percentText, ratioText } from './number-text.ts';
import { betweenText } from './verdict-text.ts';

/** One part of what is told about a number. */
interface AboutPart {
  readonly title: string;
  /** Mrkdwn; none: the part is left out. */
  readonly lines: readonly string[];
}

/** Everything that is known about a number, by what people ask. */
export function aboutParts(report: Report, now: Instant): AboutPart[] {
  const parts: AboutPart[] = [
    { title: 'How sure is it', lines: sureLines(report) },
    { title: 'Faster or slower', lines: changeLines(report) },
    { title: 'What makes it', lines: makesLines(report) },
    { title: 'Waiting, then fixing', lines: phaseLines(report) },
    { title: 'Among the incidents', lines: besideLines(report) },
    { title: 'Not counted', lines: notCountedLines(report) },
    { title: 'How it is measured', lines: definitionLines(report, now) },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

function sureLines({ recovery, definition }: Report): string[] {
  if (recovery === null || countsIncidents(definition.metric)) return [];
  const { n, mean, meanInterval, median, medianInterval, p90, min, max } = recovery;
  const plausibly = (interval: typeof meanInterval) =>
    interval === null ? ' (no interval below 6 incidents)' : ` (95 %: ${intervalText(interval)})`;
  return [
    `Mean ${durationText(mean)}${plausibly(meanInterval)} of ${plural(n, 'incident')}`,
    `Median ${durationText(median)}${plausibly(medianInterval)}`,
    n < 6
      ? `From ${durationText(min)} to ${durationText(max)}`
      : `9 in 10 within ${durationText(p90)}; from ${durationText(min)} to ${durationText(max)}`,
    ...(definition.metric === 'mttr'
      ? [
          recovery.bandCertain
            ? `SEI band ${recovery.band}: certain, the whole interval of the mean lies in it`
            : `SEI band ${recovery.band}: not certain`,
        ]
      : []),
  ];
}

function changeLines({ change, previous, definition }: Report): string[] {
  if (countsIncidents(definition.metric)) return [];
  const before = inDays(previous.window);
  if (!previous.covered) return [`Nothing to compare: the data does not cover the time before (${before}).`];
  if (change === null) return [];
  const { ratio, episodesNow, episodesBefore, smallestNoticeable, typicalNow, typicalBefore } = change;
  const typical = (median: number | null) => (median === null ? 'no data' : durationText(median));
  return [
    `Verdict: *${change.verdict}*. Compared with ${before}.`,
    `Typical (median): ${typical(typicalNow)} now, ${typical(typicalBefore)} before`,
    `Compared: ${plural(episodesNow, 'episode')} now, ${thousands(episodesBefore)} before. Incidents of one service that begin within 10 minutes of each other are one episode; it takes 6 on each side.`,
    ...(ratio === null
      ? []
      : [`An episode takes ${ratioText(ratio)} as long (95 %: ${betweenText(change)})`]),
    ...(smallestNoticeable === null
      ? []
      : [
          `With so many, a change would be noticed 8 times in 10 from ${ratioText(smallestNoticeable)} on (or ${ratioText(1 / smallestNoticeable)}).`,
        ]),
  ];
}

function makesLines({ movers, recovery }: Report): string[] {
  if (recovery === null) return [];
  return movers.map(
    ({ incident, recovery: took, meanWithout }) =>
      `Without ${incidentLink(incident)} (${durationText(took)}) the mean is ${durationText(meanWithout)}`,
  );
}

function phaseLines({ phases }: Report): string[] {
  if (phases === null) return [];
  const { n, neverAcknowledged, share, waiting, fixing } = phases;
  return [
    `Waiting for somebody: median ${durationText(waiting.median)}, mean ${durationText(waiting.mean)}`,
    `Fixing: median ${durationText(fixing.median)}, mean ${durationText(fixing.mean)}`,
    `Of ${plural(n, 'incident')} that ${n === 1 ? 'was' : 'were'} acknowledged; ${thousands(neverAcknowledged)} never ${neverAcknowledged === 1 ? 'was' : 'were'}. Known for ${percentText(share)}.`,
  ];
}

function besideLines(report: Report): string[] {
  const { beside, recovery, definition } = report;
  if (recovery === null || countsIncidents(definition.metric)) return partlyKnownLines(report);
  const { short, recurred, cleanUp, cleanUpNotKnown } = beside;
  return [
    ...endedByLine(report),
    `Under 2 minutes: ${thousands(short)}`,
    `Came back within 24 hours (same service, same title or key): ${thousands(recurred)}`,
    `Clean-up (open over 7 days, then closed with nobody at work on it for a day): ${thousands(cleanUp)}`,
    ...(cleanUpNotKnown > 0
      ? [`Open over 7 days, and not known whether somebody was at work on it: ${thousands(cleanUpNotKnown)}`]
      : []),
    ...partlyKnownLines(report),
  ];
}

function notCountedLines(report: Report): string[] {
  return [
    ...notCountedLine(report).map((line) => line.replace(/^Not counted: /, '')),
    ...report.beside.excluded.list.map(
      ({ incident, exclusion }) =>
        `${incidentLink(incident)} excluded by <@${exclusion.by}>, ${dateText(exclusion.at)}: ${escapeMrkdwn(exclusion.reason)}`,
    ),
  ];
}

function definitionLines(report: Report, now: Instant): string[] {
  const { definition, id } = report;
  const { window, covered } = definition;
  return [
    definitionLine(report, now),
    `Window: ${inWords(window)}`,
    ...(covered !== null && (covered.start !== window.start || covered.end !== window.end)
      ? [`Covered by complete data: ${inWords(covered)}`]
      : []),
    definition.profile === null ? 'No MTTR profile: every incident in scope' : '',
    definition.withoutPrivateTeams
      ? 'Incidents of private PagerDuty teams alone are left out; an SEI Admin can include them'
      : '',
    freshnessLine(report, now),
    ...(id === null ? [] : [`The same numbers again: \`/sei-mttr report=${id}\``]),
    `What ${wordsFor(definition.metric).name} means and its limits: \`/sei-mttr help metric\``,
  ].filter((line) => line !== '');
}

type Between = Report['definition']['window'];

function inDays({ start, end, zone }: Between): string {
  return `${inZone(start, zone, 'd MMM yyyy')} – ${inZone(Math.max(start, end - 1), zone, 'd MMM yyyy')}`;
}

function inWords({ start, end, zone }: Between): string {
  return `${inZone(start, zone, 'd MMM yyyy HH:mm')} up to ${inZone(end, zone, 'd MMM yyyy HH:mm')}, ${zone}`;
}
