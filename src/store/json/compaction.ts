import { join } from 'node:path';
import type { Sequence } from '../sequence.ts';
import { encodeColumns } from './columns-file.ts';
import type { Disk } from './disk.ts';
import type { Piece } from './gather.ts';
import { versionLine } from './incident-record.ts';
import { type IntegrationData, type Month, monthOf } from './integration-data.ts';
import { monthOfPieces } from './month-content.ts';
import { appendLog } from './month-log.ts';
import type { Pace } from './pace.ts';
import { replaceFile } from './replace-file.ts';
import { sealLine } from './sealed-line.ts';
import { type MonthSegment, TailSegment } from './segment.ts';

/** The months of one integration as they are to be after a compaction. */
export interface CompactedIntegration {
  readonly data: IntegrationData;
  /** What was in the journal only, and is now in months. */
  readonly tail: TailSegment;
  readonly months: Map<string, Month>;
}

/** Begins a new tail: what was written until now can be compacted. To be called while nothing is being written. */
export function freezeTail(data: IntegrationData): CompactedIntegration | null {
  const tail = data.tails.at(-1);
  if (!tail || tail.length === 0) return null;
  data.tails.push(new TailSegment(data.dictionaries));
  return { data, tail, months: new Map() };
}

/**
 * Writes the versions of a frozen tail into their months: first to the logs, then as columns. In slices; a month that
 * an attempt before has finished is left alone.
 */
export async function compact(
  disk: Disk,
  { data, tail, months }: CompactedIntegration,
  through: Sequence,
  pace: Pace,
): Promise<void> {
  await disk.makeFolder(data.folder);
  const rowsByMonth = new Map<string, number[]>();
  for (const [name, { segment }] of data.months) {
    // An incident whose creation moved to another month leaves a row to be dropped here.
    if (segment.superseded?.some((by) => by !== 0 && by <= through)) rowsByMonth.set(name, []);
    await pace();
  }
  for (let row = 0; row < tail.length; row++) {
    const name = monthOf(tail.numbers.createdAt[row] as number); // within the length
    const rows = rowsByMonth.get(name) ?? [];
    rowsByMonth.set(name, rows);
    rows.push(row);
    if (row % 500 === 499) await pace();
  }
  for (const [name, rows] of rowsByMonth) {
    if (!months.has(name)) months.set(name, await compactMonth(disk, data, name, tail, rows, through, pace));
  }
}

async function compactMonth(
  disk: Disk,
  data: IntegrationData,
  name: string,
  tail: TailSegment,
  rows: readonly number[],
  through: Sequence,
  pace: Pace,
): Promise<Month> {
  const before = data.months.get(name);
  const columnsPath = join(data.folder, `${name}.columns`);
  const write = (segment: MonthSegment, bytes: number) =>
    replaceFile(disk, columnsPath, encodeColumns(segment, bytes, data.dictionaries, pace));
  // A log without columns is damage; one that is longer than its columns say is a compaction that was cut off.
  if (!before) await write(await monthOfPieces([], data.dictionaries, pace), 0);
  let logBytes = before?.logBytes ?? 0;
  const lines: Buffer[] = [];
  for (const row of rows) {
    const sequence = tail.numbers.sequence[row] as number; // within the length
    const line = Buffer.from(`${sealLine(versionLine(sequence, tail.record(row)))}\n`);
    tail.numbers.offset[row] = logBytes;
    tail.numbers.size[row] = line.length - 1;
    logBytes += line.length;
    lines.push(line);
    await pace();
  }
  if (lines.length > 0) {
    await appendLog(disk, join(data.folder, `${name}.jsonl`), before?.logBytes ?? 0, Buffer.concat(lines));
  }

  const current = (by: number) => by === 0 || by > through;
  const pieces: Piece[] = [];
  if (before) {
    const { segment } = before;
    const kept =
      segment.superseded && rowsWhere(segment.length, (row) => current(segment.superseded?.[row] ?? 0));
    pieces.push({ segment, rows: kept, length: kept?.length ?? segment.length });
  }
  const newest = Uint32Array.from(rows.filter((row) => current(tail.superseded[row] as number)));
  pieces.push({ segment: tail, rows: newest, length: newest.length });
  const segment = await monthOfPieces(pieces, data.dictionaries, pace);
  await write(segment, logBytes);
  return { segment, logBytes };
}

/** Puts the new months into the place of the old ones and of the tail, at once: questions see the same as before. */
export function swap({
  data,
  tail,
  months,
}: Pick<CompactedIntegration, 'data' | 'months'> & { tail: TailSegment | null }): void {
  for (const [name, month] of months) data.months.set(name, month);
  if (tail) data.tails.splice(data.tails.indexOf(tail), 1);
  for (const later of data.tails) {
    for (let row = 0; row < later.length; row++) {
      const id = later.id(row);
      for (const name of months.keys()) {
        const segment = data.months.get(name)?.segment;
        const old = segment?.find(id) ?? -1;
        if (old >= 0) segment?.supersede(old, later.numbers.sequence[row] as number); // the first to do so counts
      }
    }
  }
}

function rowsWhere(length: number, wanted: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length);
  let found = 0;
  for (let row = 0; row < length; row++) if (wanted(row)) rows[found++] = row;
  return rows.slice(0, found);
}
