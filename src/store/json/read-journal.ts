import { join } from 'node:path';
import type { Sequence } from '../sequence.ts';
import type { Commit } from './commit.ts';
import type { Disk } from './disk.ts';
import { chainOf, journalFiles, journalName, NEWEST } from './journal.ts';
import { replaceFile } from './replace-file.ts';
import { isWhole, linesOf, openLine } from './sealed-line.ts';

/** A commit whose changes are not read yet: a long journal is taken in one commit after the other. */
export interface JournalCommit extends Pick<Commit, 'sequence' | 'previous'> {
  /** As it is written, without its line break. */
  readonly line: Buffer;
}

export interface JournalContent {
  /** Acknowledged commits, oldest first. */
  readonly commits: readonly JournalCommit[];
  readonly lastGeneration: number;
  readonly bytes: number;
  /** Whether acknowledged commits after `from` are gone, in the journal and in its copy. */
  readonly missing: boolean;
  /** Journal files that were damaged and whose copy had it all. */
  readonly repaired: readonly string[];
}

/**
 * Reads the journal with its copies.
 *
 * @param from the commit up to which everything is in other files too
 * @param firstGeneration files before this one are not needed
 * @param setAside renames a damaged file; `null` where nothing may be changed
 */
export async function readJournal(
  disk: Disk,
  folder: string,
  from: Sequence,
  firstGeneration: number,
  setAside: ((path: string) => Promise<string>) | null,
): Promise<JournalContent> {
  const files = journalFiles(await disk.list(folder));
  const commits: JournalCommit[] = [];
  const repaired: string[] = [];
  let bytes = 0;
  for (const generation of new Set(files.map((file) => file.generation))) {
    if (generation < firstGeneration) continue;
    const path = join(folder, journalName(generation));
    const main = await disk.readFile(path);
    const written = main ? commitsIn(main) : [];
    const copy = await disk.readFile(`${path}.bak`);
    const copied = copy && !main?.subarray(0, copy.length).equals(copy) ? commitsIn(copy) : [];
    const known = new Set(written.map(({ sequence }) => sequence));
    const onlyCopied = copied.filter(({ sequence }) => !known.has(sequence));
    const all = [...written, ...onlyCopied].sort((a, b) => a.sequence - b.sequence);
    commits.push(...all);
    bytes += main?.length ?? 0;
    if (onlyCopied.length > 0 && setAside) {
      if (main) repaired.push(await setAside(path));
      await replaceFile(
        disk,
        path,
        all.map(({ line }) => Buffer.concat([line, LINE_BREAK])),
      );
    }
  }
  const chain = chainOf(commits, from);
  const lastGeneration = files.at(-1)?.generation ?? 0;
  const missing = chain.missing || (await newestGeneration(disk, folder)) > lastGeneration;
  return { ...chain, missing, bytes, repaired, lastGeneration };
}

/** 0 where it was not noted, or the note is not readable: it is only a help. */
async function newestGeneration(disk: Disk, folder: string): Promise<number> {
  const note = (await disk.readFile(join(folder, NEWEST)))?.toString('utf8').trim();
  return journalFiles(note === undefined ? [] : [note])[0]?.generation ?? 0;
}

const LINE_BREAK = Buffer.from('\n');

function commitsIn(bytes: Buffer): JournalCommit[] {
  const commits: JournalCommit[] = [];
  for (const { line } of linesOf(bytes)) if (isWhole(line)) commits.push({ ...placeOf(line), line });
  return commits;
}

/** A commit begins with its place in the chain. */
const PLACE = /^\{"crc":"\w+","sequence":(\d+),"previous":(\d+),/;

function placeOf(line: Buffer): Pick<Commit, 'sequence' | 'previous'> {
  const match = PLACE.exec(line.toString('latin1', 0, 100));
  if (match) return { sequence: Number(match[1]), previous: Number(match[2]) };
  const { sequence, previous } = commitOf({ line });
  return { sequence, previous };
}

export function commitOf({ line }: Pick<JournalCommit, 'line'>): Commit {
  return openLine(line) as Commit; // sealed by us, and whole
}
