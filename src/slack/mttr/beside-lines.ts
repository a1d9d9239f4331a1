import type { Report } from '../../domain/report.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { incidentLink } from './incident-link.ts';
import { countsIncidents } from './metric-words.ts';
import { capital, durationText, percentText } from './number-text.ts';

/** From this share of the incidents on, short and recurring ones are worth a word. */
const WORTH_A_WORD = 0.1;

/** `Ended by: person 9 · monitor 5 · timeout 0`. */
export function endedByLine({ endedBy, recovery, definition }: Report): string[] {
  if (recovery === null || definition.metric !== 'mttr') return [];
  const { person, monitor, timeout, unknown } = endedBy;
  const parts = [
    `person ${thousands(person)}`,
    `monitor ${thousands(monitor)}`,
    `timeout ${thousands(timeout)}`,
  ];
  if (unknown > 0) parts.push(`not known ${thousands(unknown)}`);
  return [`Ended by: ${parts.join(' · ')}`];
}

/**
 * What was left out, and why: `Not counted: 2 merged · 1 excluded by hand (#48119)`. A number of incidents takes those that have
 * no recovery time, too.
 */
export function notCountedLine({ notCounted, beside, definition }: Report): string[] {
  const { merged } = notCounted;
  const withoutTime = { clockErrors: 0, unresolved: 0, notAcknowledged: 0 };
  const { clockErrors, unresolved, notAcknowledged } = countsIncidents(definition.metric)
    ? withoutTime
    : notCounted;
  const { count, list } = beside.excluded;
  const links = list.slice(0, 3).map(({ incident }) => incidentLink(incident));
  const shown = links.length === 0 ? '' : ` (${links.join(', ')}${count > links.length ? ', …' : ''})`;
  const parts = [
    ...(merged > 0 ? [`${thousands(merged)} merged`] : []),
    ...(unresolved > 0 ? [`${thousands(unresolved)} not resolved yet`] : []),
    ...(notAcknowledged > 0 ? [`${thousands(notAcknowledged)} not acknowledged`] : []),
    ...(clockErrors > 0
      ? [`${thousands(clockErrors)} resolved before ${clockErrors === 1 ? 'it' : 'they'} began (clock error)`]
      : []),
    ...(count > 0 ? [`${thousands(count)} excluded by hand${shown}`] : []),
  ];
  return parts.length === 0 ? [] : [`Not counted: ${parts.join(' · ')}`];
}

/** Facts about the counted incidents that make the number look other than it is; nothing where there are hardly any. */
export function besideLine({ beside, recovery, definition }: Report): string[] {
  if (recovery === null || definition.metric !== 'mttr') return [];
  const matters = (count: number) => count > 0 && count / recovery.n >= WORTH_A_WORD;
  const { short, recurred, cleanUp } = beside;
  const parts = [
    ...(matters(short) ? [`${thousands(short)} lasted under 2 minutes`] : []),
    ...(matters(recurred) ? [`${thousands(recurred)} came back within 24 hours`] : []),
    ...(cleanUp > 0
      ? [`${thousands(cleanUp)} ${cleanUp === 1 ? 'was' : 'were'} open for over a week and then just closed`]
      : []),
  ];
  return parts.length === 0 ? [] : [`Among them: ${parts.join(' · ')}`];
}

/** Fewer tell nothing typical. */
const FEWEST = 6;

/**
 * `Typically acknowledged after 4m, then fixed in 38m (the 34 of 48 that somebody acknowledged).` The others are not in it, so
 * it says of how many it speaks. From 6 of them on, where log entries are known for at least half.
 */
export function phasesLine({ phases, recovery, definition }: Report): string[] {
  if (
    phases === null ||
    recovery === null ||
    definition.metric !== 'mttr' ||
    phases.share < 0.5 ||
    phases.n < FEWEST
  )
    return [];
  const known = phases.share < 1 ? `; known for ${percentText(phases.share)}` : '';
  return [
    `Typically acknowledged after ${durationText(phases.waiting.median)}, then fixed in ${durationText(phases.fixing.median)} (the ${thousands(phases.n)} of ${thousands(recovery.n)} that somebody acknowledged${known}).`,
  ];
}

/** What is known of some incidents only: `Severity known for 62 % of incidents`. */
export function partlyKnownLines({ partlyKnown, counts, definition }: Report): string[] {
  const zones = counts?.zonesAssumed ?? 0;
  return [
    ...partlyKnown.map(
      ({ field, share }) => `${capital(field)} known for ${percentText(share)} of incidents`,
    ),
    ...(zones > 0 && definition.metric === 'after-hours'
      ? [`The time zone of ${plural(zones, 'person', 'people')} is not known: the workspace's stands for it`]
      : []),
  ];
}
