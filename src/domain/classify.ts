import { byField } from './by-field.ts';
import { byTime } from './by-time.ts';
import type { Classification } from './classification.ts';
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
}

/** Sorts the rows of a table into the groups of one grouping. */
export function classify(table: IncidentTable, by: Grouping, context: ClassificationContext): Classification {
  const { names, track, window } = context;
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
      return byField(table.responders, names, { none: 'Nobody', unknown: 'Not known' }, table.integration);
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
