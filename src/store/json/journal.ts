import { join } from 'node:path';
import type { Sequence } from '../sequence.ts';
import type { Commit } from './commit.ts';
import type { Disk, DiskFile } from './disk.ts';
import { sealLineBytes } from './sealed-line.ts';
import { writeWhole } from './write-whole.ts';

interface OpenFile {
  readonly generation: number;
  readonly file: DiskFile;
  position: number;
}

/**
 * The append-only journal: a commit has happened when its line is here, whole and on disk.
 *
 * Files are numbered; a new one begins at each start, at each compaction and after each failure, so that nothing is
 * ever written behind bytes of which one cannot be sure. A copy (`.bak`) follows each acknowledged line, unhurried:
 * it helps where a file is damaged, not against a power cut, for which the journal itself is synced.
 */
export class Journal {
  readonly #disk: Disk;
  readonly #folder: string;
  #generation: number;
  #current: OpenFile | null = null;
  #copy: OpenFile | null = null;
  #copied: Promise<void> = Promise.resolve();
  /** Bytes written since the last {@link rotate}. */
  bytes = 0;

  constructor(disk: Disk, folder: string, lastGeneration: number) {
    this.#disk = disk;
    this.#folder = folder;
    this.#generation = lastGeneration;
  }

  /** Durable when it resolves; when it rejects, the next commit must name the same predecessor. */
  async append(commit: Commit, encoded: string = JSON.stringify(commit)): Promise<void> {
    const line = sealLineBytes(encoded);
    this.#current ??= await this.#begin();
    const current = this.#current;
    try {
      await writeWhole(current.file, line, current.position);
      await current.file.sync();
      if (current.position === 0) await this.#disk.syncFolder(this.#folder);
    } catch (error) {
      this.#current = null;
      await this.#abandon(current);
      throw error;
    }
    const { position, generation } = current;
    current.position += line.length;
    this.bytes += line.length;
    this.#copied = this.#copied.then(() => this.#addToCopy(generation, line, position)).catch(() => {}); // only a copy
  }

  /** The next commit begins a new file. Returns the generation up to which all is written. */
  async rotate(): Promise<number> {
    const current = this.#current;
    this.#current = null;
    this.bytes = 0;
    await current?.file.close();
    return this.#generation;
  }

  /** Removes the files of a generation and of all before it. */
  async remove(upTo: number): Promise<void> {
    await this.#copied;
    if (upTo >= this.#generation) await this.#disk.unlink(join(this.#folder, NEWEST)).catch(() => {}); // none yet
    const old = journalFiles(await this.#disk.list(this.#folder)).filter(
      ({ generation }) => generation <= upTo,
    );
    for (const { name } of old) await this.#disk.unlink(join(this.#folder, name));
    if (old.length > 0) await this.#disk.syncFolder(this.#folder); // a store that was never written has no such folder
  }

  async close(): Promise<void> {
    await this.rotate();
    await this.#copied;
    await this.#copy?.file.close();
    this.#copy = null;
  }

  async #begin(): Promise<OpenFile> {
    await this.#disk.makeFolder(this.#folder);
    const generation = ++this.#generation;
    const file = await this.#disk.open(join(this.#folder, journalName(generation)), 'new');
    return { generation, file, position: 0 };
  }

  /** Takes back what a failed write may have left; what cannot be taken back, the chain of commits tells. */
  async #abandon({ file, position }: OpenFile): Promise<void> {
    await file.truncate(position).catch(() => {});
    await file.sync().catch(() => {});
    await file.close().catch(() => {});
  }

  async #addToCopy(generation: number, line: Buffer, position: number): Promise<void> {
    if (this.#copy?.generation !== generation) {
      await this.#copy?.file.close();
      this.#copy = null;
      const file = await this.#disk.open(join(this.#folder, `${journalName(generation)}.bak`), 'edit');
      this.#copy = { generation, file, position: 0 };
      await this.#noteNewest(generation);
    }
    await writeWhole(this.#copy.file, line, position);
  }

  /** By which it is seen when the newest file is gone together with its copy. */
  async #noteNewest(generation: number): Promise<void> {
    const file = await this.#disk.open(join(this.#folder, NEWEST), 'edit');
    await writeWhole(file, Buffer.from(`${journalName(generation)}\n`), 0);
    await file.close();
  }
}

/** Holds the name of the newest journal file. */
export const NEWEST = 'newest';

export function journalName(generation: number): string {
  return `${String(generation).padStart(8, '0')}.jsonl`;
}

/** Journal files and their copies among some names, oldest first. */
export function journalFiles(
  names: readonly string[],
): { generation: number; name: string; copy: boolean }[] {
  return names
    .map((name) => /^(\d{8,})\.jsonl(\.bak)?$/.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ generation: Number(match[1]), name: match[0], copy: match[2] !== undefined }))
    .sort((a, b) => a.generation - b.generation || Number(a.copy) - Number(b.copy));
}

/** The acknowledged commits among some, in their order, and whether some are missing after `from`. */
export function chainOf<Link extends Pick<Commit, 'sequence' | 'previous'>>(
  commits: Iterable<Link>,
  from: Sequence,
): { commits: Link[]; missing: boolean } {
  const bySequence = new Map<Sequence, Link>();
  for (const commit of commits) bySequence.set(commit.sequence, commit);
  const descending = [...bySequence.values()].sort((a, b) => b.sequence - a.sequence);
  const chain: Link[] = [];
  let missing = false;
  let expected = Number.POSITIVE_INFINITY;
  for (const commit of descending) {
    if (commit.sequence > expected) continue; // its writing failed: the one after it names another predecessor
    if (commit.sequence < expected && expected !== Number.POSITIVE_INFINITY && expected > from)
      missing = true;
    chain.push(commit);
    expected = commit.previous;
  }
  if (chain.length > 0 && expected > from) missing = true;
  return { commits: chain.reverse(), missing };
}
