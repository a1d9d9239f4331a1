import { join } from 'node:path';
import type { Low } from 'lowdb';
import type { Clock } from '../../domain/clock.ts';
import { StoreError } from '../errors.ts';
import type { Sequence, StoreHealth } from '../store.ts';
import { type Change, type Commit, changesReports } from './change.ts';
import { type CompactedIntegration, compact, freezeTail, swap } from './compaction.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Disk } from './disk.ts';
import type { Documents, StateFile } from './documents.ts';
import { encodeCommit } from './encode-commit.ts';
import { fileName } from './file-name.ts';
import { IntegrationData, type Month, type News, type SyncFile } from './integration-data.ts';
import type { Journal } from './journal.ts';
import type { Lock } from './lock.ts';
import { createPace, type Pace } from './pace.ts';
import { adviceFor } from './size-advice.ts';
import { type Problem, problemOf, StoreWriteError } from './write-problem.ts';

/** The version of the files of this store. */
export const STORE_VERSION = 2;

/** What the parts of the store in one folder share. */
export interface DatabaseParts {
  readonly dataDir: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly dictionaries: Dictionaries;
  readonly documents: Documents;
  readonly integrations: Map<string, IntegrationData>;
  readonly journal: Journal;
  readonly lock: Lock | null;
  readonly sequence: Sequence;
  /** Set where the folder cannot be written from the start. */
  readonly problem: Problem | null;
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
  readonly onProblem: (problem: Problem | null) => void;
}

/** What a commit is made of, decided when its turn has come. */
export interface Plan<Result> {
  readonly changes: readonly Change[];
  /** The new incidents among the changes, with their records. */
  readonly news?: { readonly change: Change; readonly data: IntegrationData; readonly news: News };
  readonly result: Result;
}

const NOTHING_SYNCED = { coverage: null, backfill: null, nightlyAt: null };
const EMPTY_DIRECTORY = { services: [], users: [], teams: [], priorities: [], missing: [] };
const RETRY_COMPACTION_AFTER = 60;
/** Milliseconds without a commit after which compaction begins, and how many times its size the journal may reach before. */
const QUIET = 1000;
const BURST = 4;

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
  #problem: Problem | null;
  #turn: Promise<unknown> = Promise.resolve();
  #maintenance: Promise<unknown> = Promise.resolve();
  #compaction: { frozen: CompactedIntegration[]; through: Sequence; generation: number } | null = null;
  #compacting = false;
  #compactionFailedAt = Number.NEGATIVE_INFINITY;
  /** Journal files that the backups of the small files still need. */
  #lastCompacted = 0;
  #quiet: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: DatabaseParts) {
    this.#parts = parts;
    this.dataDir = parts.dataDir;
    this.disk = parts.disk;
    this.dictionaries = parts.dictionaries;
    this.documents = parts.documents;
    this.#integrations = parts.integrations;
    this.#visible = parts.sequence;
    this.#given = parts.sequence;
    this.#problem = parts.problem;
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
    return this.#problem;
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
    return this.#inTurn(async () => {
      if (this.#closed) throw new StoreError('The store is closed.');
      this.#refuseWhereNotOwner();
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
      this.#compactWhenDue();
      return planned.result;
    });
  }

  async #write(commit: Commit, encoded: string): Promise<void> {
    try {
      await this.#parts.journal.append(commit, encoded);
    } catch (cause) {
      this.#report(problemOf(cause, this.dataDir, this.#problem?.since ?? commit.at));
      throw new StoreWriteError(this.#problem?.sentence, { cause });
    }
    if (this.#problem) this.#report(null);
  }

  #refuseWhereNotOwner(): void {
    if (!this.#parts.lock)
      throw new StoreWriteError(this.#problem?.sentence ?? 'The store was opened for reading.');
    if (this.#parts.lock.isHeld()) return;
    const since = this.#parts.clock.now();
    const sentence = `Another process took over ${this.dataDir}. This one writes nothing more: stop one of the two.`;
    this.#report({ cause: 'lock lost', since, sentence });
    throw new StoreWriteError(sentence);
  }

  #report(problem: Problem | null): void {
    const changed = this.#problem?.cause !== problem?.cause;
    this.#problem = problem;
    if (changed) this.#parts.onProblem(problem);
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
      if (this.#compaction) {
        this.#compaction.frozen = this.#compaction.frozen.filter(({ data }) => data.folder !== folder);
      }
      // Behind what is being written there, before anything new is.
      this.#maintain(() => this.disk.removeFolder(folder)).catch(() => {}); // the next start does it again
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
    await this.#turn;
    await this.#maintenance.catch(() => {}); // its own caller hears of it
  }

  /** Brings everything from the journal into the other files. */
  async compactNow(): Promise<void> {
    await this.#turn;
    await this.#compact();
  }

  /** Removes months (`2026-10`) before one, except those with open incidents. Returns how many incidents went. */
  async expire(month: string): Promise<number> {
    await this.compactNow();
    return this.#maintain(async () => {
      let gone = 0;
      for (const data of this.all()) {
        const old = [...data.months.keys()].filter((name) => name < month && !data.hasOpen(name));
        for (const name of old) gone += await this.#inTurn(async () => data.dropMonth(name));
        // First of all, so that a month that was removed does not look like one that was lost.
        if (old.length > 0) await this.writeSync(data);
        for (const name of old) {
          // A log without its columns is read again; columns without their log would be damage.
          await this.disk.unlink(join(data.folder, `${name}.columns`));
          await this.disk.unlink(join(data.folder, `${name}.jsonl`)).catch(() => {}); // none where nothing was logged
        }
        if (old.length > 0) await this.disk.syncFolder(data.folder);
      }
      return gone;
    });
  }

  /** Writes the log of a month anew from what can be read of it, in the background. */
  mend(data: IntegrationData, name: string): void {
    const damaged = data.months.get(name);
    this.#maintain(async () => {
      // Mended meanwhile, or to be written again by a compaction that goes on later.
      if (!damaged || !this.#parts.lock?.isHeld() || data.months.get(name) !== damaged || this.#compaction)
        return;
      const mended = await this.#parts.mend(data, name, damaged);
      await this.#inTurn(async () => swap({ data, tail: null, months: new Map([[name, mended.month]]) }));
      data.changed = true;
      if (mended.changes.length > 0)
        await this.commit(() => ({ changes: mended.changes, result: undefined }));
    }).catch((error) => this.#report(problemOf(error, this.dataDir, this.#parts.clock.now())));
  }

  #compactWhenDue(): void {
    const now = this.#parts.clock.now();
    const { journal, compactAt } = this.#parts;
    clearTimeout(this.#quiet);
    if (this.#compacting || this.#closed || journal.bytes < compactAt) return;
    if (now < this.#compactionFailedAt + RETRY_COMPACTION_AFTER) return;
    // A burst of commits is let pass: compaction would slow it down, and would have to be done again behind it.
    if (journal.bytes >= compactAt * BURST) this.#compactInBackground();
    else this.#quiet = setTimeout(() => this.#compactInBackground(), QUIET).unref();
  }

  #compactInBackground(): void {
    if (this.#compacting || this.#closed) return;
    this.#compact().catch((error) => {
      this.#compactionFailedAt = this.#parts.clock.now();
      // The journal goes on growing: nothing is lost.
      this.#report(problemOf(error, this.dataDir, this.#compactionFailedAt));
    });
  }

  #compact(): Promise<void> {
    this.#compacting = true;
    return this.#maintain(async () => {
      this.#refuseWhereNotOwner();
      const pace = createPace();
      this.#compaction ??= await this.#inTurn(async () => {
        const generation = await this.#parts.journal.rotate();
        const frozen = this.all().map(freezeTail);
        return { generation, through: this.#visible, frozen: frozen.filter((part) => part !== null) };
      });
      const { frozen, through, generation } = this.#compaction;
      for (const part of [...frozen]) await compact(this.disk, part, through, pace);
      const finished = this.#compaction;
      await this.#inTurn(async () => {
        this.#compaction = null;
        for (const part of finished.frozen) swap(part);
      });
      await this.#writeSmallFiles(generation + 1, pace);
      await this.#parts.journal.remove(this.#lastCompacted);
      this.#lastCompacted = generation;
    }).finally(() => {
      this.#compacting = false;
    });
  }

  /** Each file is put into JSON between two commits, so that it is what one of them left. */
  async #writeSmallFiles(journalFrom: number, pace: Pace): Promise<void> {
    for (const data of this.all().filter(({ changed }) => changed)) {
      await this.disk.makeFolder(data.folder);
      await this.writeSync(data);
      await pace();
    }
    const { stateFile } = this.#parts;
    const advice = adviceFor(this.incidents);
    if (advice && !stateFile.data.advised) this.#parts.onAdvice(advice);
    stateFile.data = {
      format: 'sei-pagerduty store',
      version: STORE_VERSION,
      through: this.#visible,
      journalFrom,
      advised: stateFile.data.advised || advice !== null,
      tables: this.documents.tables(),
    };
    await stateFile.write();
  }

  /** Writes the small file of an integration with what is stored of it now. */
  async writeSync(data: IntegrationData): Promise<void> {
    const file = this.#parts.syncFile(data);
    data.noteMonths();
    file.data = data.sync;
    data.changed = false;
    try {
      await file.write();
    } catch (error) {
      data.changed = true;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#turn;
    clearTimeout(this.#quiet);
    this.#closed = true;
    await this.settled();
    await this.#parts.journal.close();
    await this.#parts.lock?.release();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {}); // its own caller hears of it
    return done;
  }

  #maintain<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#maintenance.then(work);
    this.#maintenance = done.catch(() => {}); // its own caller hears of it
    return done;
  }
}

export function folderOf(dataDir: string, workspaceId: string, integrationId: string): string {
  return join(dataDir, 'incidents', fileName(workspaceId), fileName(integrationId));
}

export function newIntegration(
  folder: string,
  workspaceId: string,
  integrationId: string,
  dictionaries: Dictionaries,
): IntegrationData {
  const sync: SyncFile = {
    format: 'sei-pagerduty integration',
    version: STORE_VERSION,
    workspaceId,
    integrationId,
    through: 0,
    sync: NOTHING_SYNCED,
    directory: EMPTY_DIRECTORY,
    runs: [],
    rejected: [],
  };
  return new IntegrationData(folder, sync, dictionaries);
}
