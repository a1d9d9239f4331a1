import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { durationText } from '../mttr/number-text.ts';
import { dayText } from '../mttr/period-text.ts';
import { isBeingLoaded } from '../mttr/reach.ts';
import { momentText } from './digest-words.ts';

const MOST_NAMED = 2;

/** What a reader must know before the number: that data is missing, that it comes late. Mrkdwn. */
export function caveatLines(report: DigestReport, now: Instant): string[] {
  return [...staleLine(report), ...partLine(report, now), ...lateLine(report)];
}

/** `Data complete only to Sun 22 Nov 21:10 Berlin (Production): the numbers may still change.` */
function staleLine({ stale, digest }: DigestReport): string[] {
  const [first] = stale;
  if (first === undefined) return [];
  const names = stale.slice(0, MOST_NAMED).map(({ name }) => escapeMrkdwn(shorten(name, 40)));
  const others = stale.length - names.length;
  const named = `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  const known = stale.flatMap(({ completeTo }) => (completeTo === null ? [] : [completeTo]));
  return known.length < stale.length
    ? [`*Not all data is here:* ${named} could not be loaded in time. The numbers may still change.`]
    : [
        `*Data complete only to ${momentText(Math.min(...known), digest.schedule.zone)}* (${named}): the numbers may still change.`,
      ];
}

/** The period began before the data does. */
function partLine({ facts, digest }: DigestReport, now: Instant): string[] {
  const { covered, window } = facts.definition;
  if (covered === null || covered.start <= window.start) return [];
  const since = dayText(covered.start, digest.schedule.zone, now);
  return [
    isBeingLoaded(facts)
      ? `*Counted from ${since} on:* older incidents are still being loaded.`
      : `*Counted from ${since} on:* there the data begins.`,
  ];
}

function lateLine({ late, dueAt, digest }: DigestReport): string[] {
  if (late === 0 || dueAt === null) return [];
  return [
    `Due ${momentText(dueAt, digest.schedule.zone)}, ${durationText(late)} ago: it could not be sent in time.`,
  ];
}
