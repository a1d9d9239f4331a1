import type { Enrichment, Incident } from '../../domain/incident.ts';
import type { CodedColumnName, CodedValues } from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { LogLine } from './month-log.ts';
import type { Segment } from './segment.ts';

/** Where one version of an incident is. */
export interface Place {
  readonly segment: Segment;
  readonly row: number;
  /** The partition it is in, `null` for the journal. */
  readonly month: string | null;
}

/** Where the whole record is in the month's log. */
export function lineAt({ segment, row }: Pick<Place, 'segment' | 'row'>): LogLine {
  const { offset, size } = segment.numbers;
  return { offset: offset[row] as number, size: size[row] as number }; // a row of that segment
}

export function numberAt({ segment, row }: Place, name: keyof Segment['numbers']): number {
  return segment.numbers[name][row] as number; // a row of that segment
}

export function valueAt<Name extends CodedColumnName>(
  { segment, row }: Place,
  name: Name,
  dictionaries: Dictionaries,
): CodedValues[Name] {
  const local = segment.codes[name][row] as number; // a row of that segment
  const code = segment.shared ? (segment.shared[name][local] as number) : local;
  return dictionaries[name].values[code] as CodedValues[Name]; // of that column's values
}

export function enrichmentAt(place: Place, dictionaries: Dictionaries): Enrichment | null {
  const responders = valueAt(place, 'responders', dictionaries);
  if (responders === null) return null;
  return {
    firstAcknowledgedAt: numberAt(place, 'acknowledgedAt') || null,
    responders,
    reopened: numberAt(place, 'reopened'),
    lastWorkedAt: numberAt(place, 'lastWorkedAt') || null,
  };
}

/** What the columns know of an incident: all that reports need, but no title, link or key. */
export function incidentOf(place: Place, integrationId: string, dictionaries: Dictionaries): Incident {
  const { segment, row } = place;
  return {
    integrationId,
    id: segment.id(row),
    number: numberAt(place, 'number'),
    title: '',
    url: '',
    key: '',
    status: valueAt(place, 'status', dictionaries),
    urgency: valueAt(place, 'urgency', dictionaries),
    priority: valueAt(place, 'priority', dictionaries),
    service: valueAt(place, 'service', dictionaries),
    teams: valueAt(place, 'teams', dictionaries),
    createdAt: numberAt(place, 'createdAt'),
    updatedAt: numberAt(place, 'updatedAt'),
    resolvedAt: numberAt(place, 'resolvedAt') || null,
    ending: valueAt(place, 'ending', dictionaries),
    enrichment: enrichmentAt(place, dictionaries),
    severities: valueAt(place, 'severities', dictionaries),
  };
}
