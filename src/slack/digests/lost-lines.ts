import type { DigestReport } from '../../digest/digest-report.ts';
import type { GroupRow } from '../../domain/report.ts';
import { plural, thousands } from '../blocks/numbers.ts';
import { escapeMrkdwn, shorten } from '../blocks/text.ts';
import { durationText } from '../mttr/number-text.ts';

/** What fits beside the hours on a phone. */
const LONGEST_LABEL = 32;

/**
 * Where the time went: a head and a line for each group, most hours first, names where these are equal. What has no room is
 * one line together. Mrkdwn.
 *
 * @param most how many lines below the head, at least 1
 */
export function lostLines({ facts, digest }: DigestReport, most: number): string[] {
  const { recovery, groups } = facts;
  if (recovery === null || groups.rows.length === 0) return [];
  const total = durationText(recovery.total);
  const rows = groups.rows.toSorted(byHoursLost);
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    return only.label === facts.subject ? [] : [`All of the ${total} went to ${labelText(only.label)}.`];
  }
  const shown = rows.length <= most ? rows : rows.slice(0, Math.max(0, most - 1));
  const others = rows.slice(shown.length);
  const head = digest.by === 'service' ? '' : ` by ${digest.by}`;
  return [
    `*Where the ${total} went${head}*`,
    ...shown.map(rowText),
    ...(others.length > 0 ? [othersText(others, groups.overlapping)] : []),
  ];
}

/** `*3h 3m*  checkout, 4 incidents, MTTR 45m`. */
function rowText({ label, statistics: { n, mean, total } }: GroupRow): string {
  const average = n === 1 ? '' : `, MTTR ${durationText(mean)}`;
  return `*${durationText(total)}*  ${labelText(label)}, ${plural(n, 'incident')}${average}`;
}

function othersText(rows: readonly GroupRow[], overlapping: boolean): string {
  const total = rows.reduce((sum, { statistics }) => sum + statistics.total, 0);
  const count = rows.reduce((sum, { statistics }) => sum + statistics.n, 0);
  const words = `${thousands(rows.length)} others`;
  // An incident of two teams would be in the sum twice.
  return overlapping ? `and ${words}` : `*${durationText(total)}*  ${words}, ${plural(count, 'incident')}`;
}

function labelText(label: string): string {
  return escapeMrkdwn(shorten(label, LONGEST_LABEL));
}

function byHoursLost(one: GroupRow, other: GroupRow): number {
  return other.statistics.total - one.statistics.total || one.label.localeCompare(other.label, 'en');
}
