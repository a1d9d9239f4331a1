import type { Instant, Span } from '../../domain/instant.ts';
import type { TrackingEvent } from '../../domain/question.ts';
import type { Sequence } from '../sequence.ts';
import type { NumberColumn } from './columns.ts';
import type { IntegrationData } from './integration-data.ts';
import type { Segment } from './segment.ts';
import type { IntegrationPiece } from './window-table.ts';

const INSTANT_COLUMN: Record<TrackingEvent, NumberColumn> = {
  created: 'createdAt',
  updated: 'updatedAt',
  resolved: 'resolvedAt',
};

const NONE = new Uint32Array(0);

/** Rows whose tracked event lies in the span, as they were after commit `asOf`. */
export function rowsInSpan(
  data: IntegrationData,
  track: TrackingEvent,
  span: Span,
  asOf: Sequence,
  segments: Iterable<Segment> = data.segments(),
): IntegrationPiece[] {
  // 0 stands for "not resolved", which no span contains.
  const start = track === 'resolved' ? Math.max(1, span.start) : Math.max(0, span.start);
  return piecesOf(data, INSTANT_COLUMN[track], start, span.end, asOf, segments);
}

/** Rows of incidents that are open, as they were after commit `asOf`. */
export function openRows(data: IntegrationData, asOf: Sequence): IntegrationPiece[] {
  return piecesOf(data, 'resolvedAt', 0, 1, asOf, data.segments());
}

function piecesOf(
  data: IntegrationData,
  column: NumberColumn,
  start: Instant,
  end: Instant,
  asOf: Sequence,
  segments: Iterable<Segment>,
): IntegrationPiece[] {
  const { integrationId } = data.sync;
  const pieces: IntegrationPiece[] = [];
  for (const segment of segments) {
    const rows = matching(segment, column, start, end, asOf);
    if (rows?.length === 0 || segment.length === 0) continue;
    pieces.push({ integrationId, segment, rows, length: rows?.length ?? segment.length });
  }
  return pieces;
}

/** `null` where all rows match. */
function matching(
  segment: Segment,
  name: NumberColumn,
  start: Instant,
  end: Instant,
  asOf: Sequence,
): Uint32Array | null {
  const { length, numbers, superseded } = segment;
  const range = segment.range(name);
  if (range.low >= end || range.high < start) return NONE;
  const allInSpan = range.low >= start && range.high < end;
  if (allInSpan && !superseded && segment.range('sequence').high <= asOf) return null;
  const column = numbers[name];
  const { sequence } = numbers;
  const isWanted = (row: number) => {
    const at = column[row] as number; // within the length, as below
    if (at < start || at >= end || (sequence[row] as number) > asOf) return false;
    const replaced = superseded ? (superseded[row] as number) : 0;
    return replaced === 0 || replaced > asOf;
  };
  // Counting first is cheaper than an array that is too long.
  let count = 0;
  for (let row = 0; row < length; row++) if (isWanted(row)) count++;
  if (count === length) return null;
  const rows = new Uint32Array(count);
  let found = 0;
  for (let row = 0; found < count; row++) if (isWanted(row)) rows[found++] = row;
  return rows;
}
