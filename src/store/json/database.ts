import { join } from 'node:path';
import type { Low } from 'lowdb';
import type { Clock } from '../../domain/clock.ts';
import { type Change, changesReports } from '../change.ts';
import { StoreClosedError } from '../errors.ts';
import type { Sequence } from '../sequence.ts';
import type { StoreHealth } from '../store.ts';
import { type Commit, encodeCommit } from './commit.ts';
import { swap } from './compaction.ts';
import { Compactor } from './compactor.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Disk } from './disk.ts';
import type { Documents, StateFile } from './documents.ts';
import { ForgottenFolders } from './forgotten-folders.ts';
import type { IntegrationData, Month, News } from './integration-data.ts';
import type { Journal } from './journal.ts';
import { folderOf, newIntegration } from './new-integration.ts';
import { createPace, type Pace } from './pace.ts';
import { Serial } from './serial.ts';
import type { SyncFile } from './sync-file.ts';
import type { Writability } from './writability.ts';
import { StoreWriteError } from './write-problem.ts';

/** What the parts of the store in one folder share. */
export interface DatabaseParts {
  readonly dataDir: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly dictionaries: Dictionaries;
  readonly documents: Documents;
  readonly integrations: Map<string, IntegrationData>;
  readonly journal: Journal;
  readonly writability: Writability;
  /** Gives the folder to other processes. */
  readonly release: () => Promise<void>;
  readonly sequence: Sequence;
  /** Compaction begins when the journal has grown by so many bytes. */
  readonly compactAt: number;
  readonly stateFile: Low<StateFile>;
  readonly syncFile: (data: IntegrationData) => Low<SyncFile>;
  /** Writes a month anew, tells of it, and returns what is to be remembered. */
  readonly mend: (
    data: IntegrationData,
    name: string,
    damaged: Month,
  ) => Promise<{ month: Month; changes: readonly Change[] }>;
  /** Hears the recommendation for a large store, once. */
  readonly onAdvice: (sentence: string) => void;
}

/** What a commit is made of, decided when its turn has come. */
export interface Plan<Result> {
  readonly changes: readonly Change[];
  /** The new incidents among the changes, with their records. */
  readonly news?: { readonly change: Change; readonly data: IntegrationData; readonly news: News };
  readonly result: Result;
}

/**
 * The store in one folder: memory to read from, a journal to write to, and the compaction between the two.
 *
 * Commits happen one after the other: planned against what is stored, written to the journal, and only when they are
 * on disk taken into memory, where they become visible at once when the last of their changes is in place.
 */
export class Database {
  readonly dataDir: string;
  readonly disk: Disk;
  readonly dictionaries: Dictionaries;
  readonly documents: Documents;
  readonly #parts: DatabaseParts;
  readonly #integrations: Map<string, IntegrationData>;
  /** The newest commit that readers see. */
  #visible: Sequence;
  /** By workspace, since the store was opened. */
  readonly #revisions = new Map<string, Sequence>();
  /** The newest number given to a commit, whether or not it could be written. */
  #given: Sequence;
  /** Commits. */
  readonly #turns = new Serial();
  /** Changes of other files than the journal. */
  readonly #maintenance = new Serial();
  readonly #compactor: Compactor;
  readonly #forgotten: ForgottenFolders;
  #closed = false;
  #closing: Promise<void> | null = null;

  constructor(parts: DatabaseParts) {
    this.#parts = parts;
    this.dataDir = parts.dataDir;
    this.disk = parts.disk;
    this.dictionaries = parts.dictionaries;
    this.documents = parts.documents;
    this.#integrations = parts.integrations;
    this.#visible = parts.sequence;
    this.#given = parts.sequence;
    this.#forgotten = new ForgottenFolders(parts.disk);
    this.#compactor = new Compactor({
      ...parts,
      turns: this.#turns,
      maintenance: this.#maintenance,
      integrations: () => this.all(),
      visible: () => this.#visible,
      writeSync: (data) => this.#writeSync(data),
      forgotten: this.#forgotten,
    });
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  /** The newest commit that may have changed a report of the workspace. */
  revision(workspaceId: string): Sequence {
    return this.#revisions.get(workspaceId) ?? this.#parts.sequence;
  }

  get visible(): Sequence {
    return this.#visible;
  }

  get incidents(): number {
    return this.all().reduce((sum, { count }) => sum + count, 0);
  }

  get problem(): StoreHealth['problem'] {
    return this.#parts.writability.problem;
  }

  /** The data of one integration; an empty one where nothing was ever stored. */
  integration(workspaceId: string, integrationId: string): IntegrationData {
    const folder = folderOf(this.dataDir, workspaceId, integrationId);
    return (
      this.#integrations.get(folder) ?? newIntegration(folder, workspaceId, integrationId, this.dictionaries)
    );
  }

  all(): IntegrationData[] {
    return [...this.#integrations.values()];
  }

  /** Plans and makes a commit when its turn has come. Rejects with a sentence where it cannot be written. */
  commit<Result>(plan: (pace: Pace) => Plan<Result> | Promise<Plan<Result>>): Promise<Result> {
    return this.#turns.run(async () => {
      if (this.#closed) throw new StoreClosedError();
      this.#parts.writability.demandOwner();
      const pace = createPace();
      const planned = await plan(pace);
      if (planned.changes.length === 0) return planned.result;
      const sequence = ++this.#given;
      const { changes, news } = planned;
      const commit: Commit = { sequence, previous: this.#visible, at: this.#parts.clock.now(), changes };
      const records = new Map(news ? [[news.change, news.news.versions.map(({ record }) => record)]] : []);
      await this.#write(commit, encodeCommit(commit, records));
      await pace();
      if (news) {
        this.#integrations.set(news.data.folder, news.data);
        await news.data.store(news.news.versions, sequence, pace);
      }
      for (const change of changes) this.#apply(change, sequence);
      for (const change of changes) this.#finish(change, sequence);
      this.#visible = sequence;
      for (const change of changes.filter(changesReports)) this.#revisions.set(change.workspaceId, sequence);
      this.#compactor.whenDue();
      return planned.result;
    });
  }

  async #write(commit: Commit, encoded: string): Promise<void> {
    const { journal, writability } = this.#parts;
    try {
      await journal.append(commit, encoded);
    } catch (cause) {
      throw new StoreWriteError(writability.failed('journal', cause).sentence, { cause });
    }
    writability.works('journal');
  }

  #apply(change: Change, sequence: Sequence): void {
    this.documents.apply(change);
    if (change.kind === 'sync') {
      const data = this.integration(change.workspaceId, change.integrationId);
      this.#integrations.set(data.folder, data);
      data.apply(change, sequence);
    }
    if (change.kind === 'forget') {
      const folder = folderOf(this.dataDir, change.workspaceId, change.integrationId);
      this.#integrations.delete(folder);
      this.#compactor.forget(folder);
      this.#forgotten.add(folder);
      // Behind what is being written there, before anything new is. The next compaction insists on it.
      this.#maintenance.run(() => this.#forgotten.remove()).catch(() => {});
    }
  }

  #finish(change: Change, sequence: Sequence): void {
    if (change.kind !== 'incidents' && change.kind !== 'sync') return;
    this.#integrations
      .get(folderOf(this.dataDir, change.workspaceId, change.integrationId))
      ?.finish(sequence);
  }

  /** Resolves when compaction and the removal of folders are done. */
  async settled(): Promise<void> {
    await this.#turns.idle();
    await this.#maintenance.idle();
  }

  /** Brings everything from the journal into the other files. */
  async compactNow(): Promise<void> {
    await this.#turns.idle();
    await this.#compactor.now();
  }

  /** Removes months (`2026-10`) before one, except those with open incidents. Returns how many incidents went. */
  async expire(month: string): Promise<number> {
    await this.compactNow();
    if (this.#closing) throw new StoreClosedError();
    return this.#maintenance.run(async () => {
      let gone = 0;
      for (const data of this.all()) {
        const old = [...data.months.keys()].filter((name) => name < month && !data.hasOpen(name));
        for (const name of old) gone += await this.#turns.run(async () => data.dropMonth(name));
        if (old.length === 0) continue;
        // First of all, so that a month that was removed does not look like one that was lost.
        data.changed = true;
        await this.#writeSync(data);
        for (const name of old) {
          // A log without its columns is read again; columns without their log would be damage.
          await this.disk.unlink(join(data.folder, `${name}.columns`));
          await this.disk.unlink(join(data.folder, `${name}.jsonl`)).catch(() => {}); // none where nothing was logged
        }
        await this.disk.syncFolder(data.folder);
      }
      return gone;
    });
  }

  /** Writes the log of a month anew from what can be read of it, in the background. */
  mend(data: IntegrationData, name: string): void {
    if (this.#closing) return; // the next start finds it
    const damaged = data.months.get(name);
    const { writability, mend } = this.#parts;
    this.#maintenance
      .run(async () => {
        // Mended meanwhile, or to be written again by a compaction that goes on later.
        if (!damaged || !writability.isOwner || data.months.get(name) !== damaged) return;
        if (this.#compactor.isUnderWay) return;
        const mended = await mend(data, name, damaged);
        await this.#turns.run(async () =>
          swap({ data, tail: null, months: new Map([[name, mended.month]]) }),
        );
        data.changed = true;
        if (mended.changes.length > 0)
          await this.commit(() => ({ changes: mended.changes, result: undefined }));
      })
      .catch((error) => writability.failed('files', error));
  }

  /** Writes the small files of integrations that changed, now. */
  writeChanged(): Promise<void> {
    return this.#maintenance.run(async () => {
      for (const data of this.all().filter(({ changed }) => changed)) await this.#writeSync(data);
    });
  }

  /** Writes the small file of an integration with what is stored of it now. */
  async #writeSync(data: IntegrationData): Promise<void> {
    const file = this.#parts.syncFile(data);
    const { changed } = data;
    data.noteMonths();
    file.data = data.sync;
    data.changed = false;
    try {
      await file.write();
    } catch (error) {
      data.changed = true;
      throw error;
    }
    data.isBackupOlder = changed;
  }

  /** Resolves when what was begun has ended and the folder is free for others. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#compactor.close();
    await this.settled(); // what is under way may have commits to make
    this.#closed = true;
    await this.settled();
    await this.#parts.journal.close();
    await this.#parts.release();
  }
}
