import type { Incident } from '../../domain/incident.ts';
import type { Sequence } from '../sequence.ts';
import type { Disk } from './disk.ts';
import type { Pace } from './pace.ts';
import { linesOf, openLine } from './sealed-line.ts';
import { writeWhole } from './write-whole.ts';

/** One version of an incident as a line of a month's log holds it. */
export interface Version {
  readonly sequence: Sequence;
  readonly incident: Incident;
}

/** Appends at `position`, over what a broken-off attempt may have left there. Durable when it resolves. */
export async function appendLog(
  disk: Disk,
  path: string,
  position: number,
  bytes: Uint8Array,
): Promise<void> {
  const file = await disk.open(path, 'edit');
  try {
    await file.truncate(position);
    await writeWhole(file, bytes, position);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What of a log can be read, in its order, and how many lines cannot. */
export async function* readLog(
  bytes: Buffer,
  pace: Pace,
): AsyncGenerator<{
  version: Version | null;
  offset: number;
  size: number;
}> {
  for (const { line, offset } of linesOf(bytes)) {
    const version = (openLine(line) ?? null) as Version | null; // sealed by us
    yield { version, offset, size: line.length };
    await pace();
  }
}

const GAP = 64 * 1024;
const RUN = 1024 * 1024;

/** Where a line lies in a log, in bytes, without its line break. */
export interface LogLine {
  readonly offset: number;
  readonly size: number;
}

/**
 * The versions in some lines of a log, in the order of the lines; `null` where one is damaged.
 * Neighbours are read together.
 */
export async function readVersions(
  disk: Disk,
  path: string,
  lines: readonly LogLine[],
): Promise<(Version | null)[]> {
  const versions = new Array<Version | null>(lines.length).fill(null);
  const order = [...lines.keys()].sort((a, b) => lineOf(lines, a).offset - lineOf(lines, b).offset);
  const file = await disk.open(path, 'read').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return versions;
  try {
    for (let first = 0; first < order.length; ) {
      const start = lineOf(lines, order[first]).offset;
      let end = start;
      let last = first;
      for (; last < order.length; last++) {
        const { offset, size } = lineOf(lines, order[last]);
        if (last > first && (offset > end + GAP || offset + size > start + RUN)) break;
        end = Math.max(end, offset + size);
      }
      const bytes = await file.read(start, end - start);
      for (const at of order.slice(first, last)) {
        const { offset, size } = lineOf(lines, at);
        const line = bytes.subarray(offset - start, offset - start + size);
        versions[at] = (openLine(line) ?? null) as Version | null; // sealed by us
      }
      first = last;
    }
  } finally {
    await file.close();
  }
  return versions;
}

function lineOf(lines: readonly LogLine[], at: number | undefined): LogLine {
  return lines[at as number] as LogLine; // an index of that array
}
