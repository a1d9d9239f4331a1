import { join } from 'node:path';
import type { Incident } from '../../domain/incident.ts';
import type { Span } from '../../domain/instant.ts';
import { decodeColumns, encodeColumns } from './columns-file.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Disk } from './disk.ts';
import { versionLine } from './incident-record.ts';
import type { Month } from './integration-data.ts';
import { monthOfPieces } from './month-content.ts';
import { readLog, readVersions, type Version } from './month-log.ts';
import type { Pace } from './pace.ts';
import { incidentOf, lineAt } from './place.ts';
import { addVersion, prepared } from './prepared-version.ts';
import { replaceFile } from './replace-file.ts';
import { sealLine } from './sealed-line.ts';
import { TailSegment } from './segment.ts';

export interface LoadedMonth extends Month {
  /** What was wrong with the files, `null` where nothing was. */
  readonly repair: {
    readonly files: readonly string[];
    /** Incidents created in this span are to be read again. */
    readonly lost: Span | null;
    /** Whether earlier values may be gone with lines of the log. */
    readonly losesPast: boolean;
  } | null;
}

export interface LoadContext {
  readonly disk: Disk;
  readonly integrationId: string;
  readonly dictionaries: Dictionaries;
  readonly pace: Pace;
  /** How long the logs are at least, where that is known. */
  readonly logBytes?: Readonly<Record<string, number>> | undefined;
  /** Renames a damaged file; `null` where nothing may be changed. */
  readonly setAside: ((path: string) => Promise<string>) | null;
}

const NAME = /^(\d{4}-\d{2})\.(jsonl|columns)$/;

/** The month partitions in a folder. */
export async function monthsIn(disk: Disk, folder: string): Promise<string[]> {
  const names = (await disk.list(folder)).map((name) => NAME.exec(name)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/**
 * Reads a month partition. Of its two files each makes up for the other: lost columns are made again from the log;
 * of records lost from the log, the columns still have all that reports need.
 */
export async function loadMonth(folder: string, name: string, context: LoadContext): Promise<LoadedMonth> {
  const { disk, dictionaries } = context;
  const columnsPath = join(folder, `${name}.columns`);
  const logPath = join(folder, `${name}.jsonl`);
  const columns = await disk.readFile(columnsPath);
  const decoded = columns && decodeColumns(columns, dictionaries);
  if (decoded && (await endIsWhole(disk, logPath, decoded))) return { ...decoded, repair: null };
  if (decoded) return repairLog(folder, name, decoded, context);

  const log = await disk.readFile(logPath);
  if (!log && !columns) throw new Error(`${logPath} vanished while it was read.`);
  const files = columns ? [(await context.setAside?.(columnsPath)) ?? columnsPath] : [];
  const { versions, broken } = await versionsIn(log ?? Buffer.alloc(0), context.pace);
  // What the log holds no more is known to nobody when the columns are gone too.
  const isCut = (log?.length ?? 0) < (context.logBytes?.[name] ?? 1);
  const lost = broken || isCut ? spanOfMonth(name) : null;
  if (lost && log?.length) files.push((await context.setAside?.(logPath)) ?? logPath);
  return {
    ...(await rebuild(folder, name, versions, context)),
    repair: { files, lost, losesPast: lost !== null },
  };
}

/** A log that was cut off or overwritten with zeros does not end as the columns say. */
async function endIsWhole(disk: Disk, path: string, { segment, logBytes }: Month): Promise<boolean> {
  if (((await disk.size(path)) ?? 0) < logBytes) return false;
  if (segment.length === 0) return true;
  const { offset } = segment.numbers;
  const last = offset.reduce((best, at, row) => (at > (offset[best] as number) ? row : best), 0);
  return (await readVersions(disk, path, [lineAt({ segment, row: last })]))[0] !== null;
}

/** Writes the log anew from what can be read of it; for the rest from the columns, which lack title and link. */
export async function repairLog(
  folder: string,
  name: string,
  { segment, logBytes }: Month,
  context: LoadContext,
): Promise<LoadedMonth> {
  const path = join(folder, `${name}.jsonl`);
  const log = (await context.disk.readFile(path))?.subarray(0, logBytes) ?? Buffer.alloc(0);
  const versions: Version[] = [];
  const seen = new Map<string, number>();
  for await (const { version } of readLog(log, context.pace)) {
    if (!version) continue;
    versions.push(version);
    seen.set(version.incident.id, Math.max(seen.get(version.incident.id) ?? 0, version.sequence));
  }
  const lost: Incident[] = [];
  for (let row = 0; row < segment.length; row++) {
    const sequence = segment.numbers.sequence[row] as number; // within the length
    if ((seen.get(segment.id(row)) ?? -1) >= sequence) continue;
    const place = { segment, row, month: name };
    const incident = incidentOf(place, context.integrationId, context.dictionaries);
    versions.push({ sequence, incident });
    lost.push(incident);
    await context.pace();
  }
  const files = log.length > 0 ? [(await context.setAside?.(path)) ?? path] : [];
  versions.sort((a, b) => a.sequence - b.sequence);
  const month = await rebuild(folder, name, versions, context, new Set(lost.map(({ id }) => id)));
  return { ...month, repair: { files, lost: lost.length > 0 ? spanOf(lost) : null, losesPast: true } };
}

async function versionsIn(log: Buffer, pace: Pace): Promise<{ versions: Version[]; broken: boolean }> {
  const versions: Version[] = [];
  let broken = false;
  for await (const { version } of readLog(log, pace)) {
    broken ||= version === null;
    if (version) versions.push(version);
  }
  return { versions, broken };
}

/** Writes both files of a month anew from versions in the order of their commits. */
async function rebuild(
  folder: string,
  name: string,
  versions: readonly Version[],
  { disk, dictionaries, pace, setAside }: LoadContext,
  incomplete: ReadonlySet<string> = new Set(),
): Promise<Month> {
  const newest = new TailSegment(dictionaries);
  const lines: Buffer[] = [];
  let offset = 0;
  for (const { sequence, incident } of versions) {
    const version = prepared(incident);
    const line = Buffer.from(`${sealLine(versionLine(sequence, version.record))}\n`);
    const before = newest.find(incident.id);
    addVersion(newest, version, sequence);
    if (before >= 0) newest.supersede(before, sequence);
    const row = newest.length - 1;
    newest.numbers.offset[row] = offset;
    newest.numbers.size[row] = line.length - 1;
    if (incomplete.has(incident.id)) newest.numbers.checkA[row] = newest.numbers.checkB[row] = 0;
    lines.push(line);
    offset += line.length;
    await pace();
  }
  const rows = Uint32Array.from([...Array(newest.length).keys()].filter((row) => !newest.superseded[row]));
  const segment = await monthOfPieces([{ segment: newest, rows, length: rows.length }], dictionaries, pace);
  if (setAside) {
    await replaceFile(disk, join(folder, `${name}.jsonl`), lines);
    await replaceFile(
      disk,
      join(folder, `${name}.columns`),
      encodeColumns(segment, offset, dictionaries, pace),
    );
  }
  return { segment, logBytes: offset };
}

function spanOf(incidents: readonly Incident[]): Span {
  const instants = incidents.map(({ createdAt }) => createdAt);
  return {
    start: instants.reduce((a, b) => Math.min(a, b)),
    end: instants.reduce((a, b) => Math.max(a, b)) + 1,
  };
}

/** A month in UTC. */
export function spanOfMonth(name: string): Span {
  const [year = 0, month = 1] = name.split('-').map(Number);
  return { start: Date.UTC(year, month - 1) / 1000, end: Date.UTC(year, month) / 1000 };
}
