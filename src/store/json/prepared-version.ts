import type { Incident } from '../../domain/incident.ts';
import type { Sequence } from '../sequence.ts';
import { CODED_COLUMNS, codedValues, fillNumbers } from './columns.ts';
import type { Dictionary } from './dictionary.ts';
import { incidentRecord, recordChecks } from './incident-record.ts';
import type { TailSegment } from './segment.ts';

/** An incident with the text of its record, and that text's checksums. */
export interface PreparedVersion {
  readonly incident: Incident;
  readonly record: string;
  readonly checkA: number;
  readonly checkB: number;
}

export function prepared(incident: Incident): PreparedVersion {
  const record = incidentRecord(incident);
  return { incident, record, ...recordChecks(record) };
}

/** Adds one version to a segment, all but its place in a log. */
export function addVersion(tail: TailSegment, version: PreparedVersion, sequence: Sequence): void {
  const { incident, record, checkA, checkB } = version;
  const row = tail.add(incident.id, record);
  fillNumbers(tail.numbers, row, incident);
  tail.numbers.sequence[row] = sequence;
  tail.numbers.checkA[row] = checkA;
  tail.numbers.checkB[row] = checkB;
  const values = codedValues(incident);
  for (const name of CODED_COLUMNS) {
    const dictionary = tail.dictionaries[name] as Dictionary<unknown>; // of that column's values
    tail.codes[name][row] = dictionary.code(values[name]);
  }
}
