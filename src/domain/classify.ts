import { byField } from './by-field.ts';
import { byTime } from './by-time.ts';
import type { Classification } from './classification.ts';
import { crossed } from './crossed.ts';
import type { CurrentNames } from './filter.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Grouping, TrackingEvent } from './question.ts';
import { trackedInstants } from './tracked-instants.ts';
import type { Window } from './window.ts';

/** What a classification needs to know besides the table. */
export interface ClassificationContext {
  readonly track: TrackingEvent;
  /** Holds every row of the table. */
  readonly window: Window;
  readonly names: CurrentNames;
  /** Stands for who worked on each incident: the table's responders unless told otherwise. */
  readonly people?: IncidentTable['responders'];
}

/** One grouping, or two at once. */
export type Groupings = readonly [Grouping] | readonly [Grouping, Grouping];

/** Sorts the rows of a table into the groups of one grouping, or of two. */
export function classify(
  table: IncidentTable,
  [first, second]: Groupings,
  context: ClassificationContext,
): Classification {
  const one = classifyBy(table, first, context);
  return second === undefined ? one : crossed(one, classifyBy(table, second, context));
}

function classifyBy(table: IncidentTable, by: Grouping, context: ClassificationContext): Classification {
  const { names, track, window, people = table.responders } = context;
  switch (by) {
    case 'day':
    case 'week':
    case 'month':
      return byTime(trackedInstants(table, track), window, by);
    case 'service':
      return byField(table.service, names, { none: 'No service' }, table.integration);
    case 'team':
      return byField(table.teams, names, { none: 'No team' }, table.integration);
    case 'user':
      return byField(people, names, { none: 'Nobody', unknown: 'Not known' }, table.integration);
    // Two accounts mean the same by P1, high or critical.
    case 'priority':
      return byField(table.priority, names, { none: 'No priority' }, null);
    case 'urgency':
      return byField(table.urgency, names, { none: 'No urgency' }, null);
    case 'status':
      return byField(table.status, names, { none: 'No status' }, null);
    case 'severity':
      return byField(table.severities, names, { none: 'No severity', unknown: 'Not known' }, null);
  }
}
