import { isoDate, isoWeekOf } from '../domain/calendar.ts';
import type { Group } from '../domain/classification.ts';
import { type ClassificationContext, classify } from '../domain/classify.ts';
import { inAlphabet } from '../domain/groups-of.ts';
import type { IncidentTable } from '../domain/incident-table.ts';
import type { Grouping } from '../domain/question.ts';
import { dayAt } from '../domain/zone.ts';

/** A column that says in which group of the answer's table a row lies. */
export interface GroupColumn {
  readonly title: Grouping;
  /** Several groups are separated by semicolons. */
  readonly textOf: (row: number) => string;
}

/** These have a column of their own in every file. */
const ALWAYS_THERE: ReadonlySet<Grouping> = new Set(['service', 'urgency', 'priority']);

/** The columns that a file has because the answer was asked for by these groupings. */
export function groupColumns(
  table: IncidentTable,
  by: readonly Grouping[],
  context: ClassificationContext,
): readonly GroupColumn[] {
  return by
    .filter((title) => !ALWAYS_THERE.has(title))
    .map((title) => {
      const { groups, groupsOf } = classify(table, [title], context);
      const nameOf = (group: Group) => (group.time === null ? group.label : timeText(group, title, context));
      return {
        title,
        // The classification gave these indexes.
        textOf: (row) =>
          groupsOf(row)
            .map((index) => nameOf(groups[index] as Group))
            .sort(inAlphabet)
            .join('; '),
      };
    });
}

/** `2026-11-23`, `2026-W48`, `2026-11`, in the window's zone: sorted as texts they are sorted by time (ISO 8601). */
function timeText({ time }: Group, by: Grouping, { window }: ClassificationContext): string {
  const day = dayAt(time ?? 0, window.zone);
  if (by === 'week') {
    const { year, week } = isoWeekOf(day);
    return `${year}-W${String(week).padStart(2, '0')}`;
  }
  const text = isoDate(day);
  return by === 'day' ? text : text.slice(0, 7);
}
