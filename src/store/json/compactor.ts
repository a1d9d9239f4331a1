import type { Low } from 'lowdb';
import { StoreClosedError } from '../errors.ts';
import type { Sequence } from '../sequence.ts';
import { type CompactedIntegration, compact, freezeTail, swap } from './compaction.ts';
import type { Disk } from './disk.ts';
import type { Documents, StateFile } from './documents.ts';
import type { ForgottenFolders } from './forgotten-folders.ts';
import type { IntegrationData } from './integration-data.ts';
import type { Journal } from './journal.ts';
import { createPace, type Pace } from './pace.ts';
import type { Serial } from './serial.ts';
import { adviceFor } from './size-advice.ts';
import { STORE_VERSION } from './store-version.ts';
import type { Writability } from './writability.ts';

export interface CompactorParts {
  readonly disk: Disk;
  readonly journal: Journal;
  readonly documents: Documents;
  readonly writability: Writability;
  /** Commits: what must not happen while one is made is run among them. */
  readonly turns: Serial;
  /** Changes of other files than the journal. */
  readonly maintenance: Serial;
  readonly integrations: () => readonly IntegrationData[];
  /** The newest commit that readers see. */
  readonly visible: () => Sequence;
  readonly stateFile: Low<StateFile>;
  readonly writeSync: (data: IntegrationData) => Promise<void>;
  readonly forgotten: Pick<ForgottenFolders, 'remove'>;
  /** Compaction begins when the journal has grown by so many bytes. */
  readonly compactAt: number;
  /** Hears the recommendation for a large store, once. */
  readonly onAdvice: (sentence: string) => void;
}

/** Milliseconds without a commit after which compaction begins, and how many times its size the journal may reach before. */
const QUIET = 1_000;
const BURST = 4;
/** Milliseconds. */
const RETRY_AFTER = 60_000;

interface UnderWay {
  frozen: CompactedIntegration[];
  readonly through: Sequence;
  /** The last journal file that it brings into the others. */
  readonly generation: number;
}

/**
 * Brings what is in the journal into the other files, in the background and in slices.
 *
 * A compaction that fails is gone on with, not begun anew: meanwhile the journal grows, and nothing is lost.
 */
export class Compactor {
  readonly #parts: CompactorParts;
  #underWay: UnderWay | null = null;
  #isRunning = false;
  /** The next attempt after one that failed, or the end of a burst of commits. */
  #timer: NodeJS.Timeout | undefined;
  #isWaitingToRetry = false;
  #isClosed = false;
  /** Journal files that the backups of the small files still need end here. */
  #lastCompacted = 0;

  constructor(parts: CompactorParts) {
    this.#parts = parts;
  }

  /** Whether months are being written, or are to be gone on with. */
  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  /** After each commit: begins where the journal is long enough. */
  whenDue(): void {
    const { journal, compactAt } = this.#parts;
    if (this.#isRunning || this.#isClosed || this.#isWaitingToRetry || journal.bytes < compactAt) return;
    // A burst of commits is let pass: compaction would slow it down, and would have to be done again behind it.
    if (journal.bytes >= compactAt * BURST) this.#inBackground();
    else this.#after(QUIET);
  }

  /** Resolves when everything that is in the journal now is in the other files. */
  now(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new StoreClosedError());
    this.#isRunning = true;
    return this.#parts.maintenance
      .run(() => this.#run())
      .then(
        () => this.#parts.writability.works('files'),
        (error: unknown) => {
          if (this.#parts.writability.isOwner) this.#parts.writability.failed('files', error);
          throw error;
        },
      )
      .finally(() => {
        this.#isRunning = false;
      });
  }

  /** What is being written of an integration is needed no more. */
  forget(folder: string): void {
    if (!this.#underWay) return;
    this.#underWay.frozen = this.#underWay.frozen.filter(({ data }) => data.folder !== folder);
  }

  /** What is under way goes on to its end; nothing begins after it. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #after(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#inBackground(), milliseconds).unref();
  }

  #inBackground(): void {
    clearTimeout(this.#timer);
    this.#isWaitingToRetry = false;
    if (this.#isRunning || this.#isClosed) return;
    this.now().catch(() => {
      if (this.#isClosed) return;
      this.#after(RETRY_AFTER);
      this.#isWaitingToRetry = true;
    });
  }

  async #run(): Promise<void> {
    const { disk, journal, turns, writability } = this.#parts;
    writability.demandOwner();
    // Before the journal, which would do it again at the next start, forgets it.
    await this.#parts.forgotten.remove();
    const pace = createPace();
    this.#underWay ??= await turns.run(async () => {
      const generation = await journal.rotate();
      const frozen = this.#parts.integrations().map(freezeTail);
      return {
        generation,
        through: this.#parts.visible(),
        frozen: frozen.filter((part) => part !== null),
      };
    });
    const underWay = this.#underWay;
    // Each as soon as it is written: thousands of integrations would be in memory twice until the last one is.
    for (const part of [...underWay.frozen]) {
      await compact(disk, part, underWay.through, pace);
      await turns.run(async () => {
        if (underWay.frozen.includes(part)) swap(part);
        underWay.frozen = underWay.frozen.filter((other) => other !== part);
      });
    }
    this.#underWay = null;
    await this.#writeSmallFiles(underWay.generation + 1, pace);
    await journal.remove(this.#lastCompacted);
    this.#lastCompacted = underWay.generation;
  }

  /** Each file is put into JSON between two commits, so that it is what one of them left. */
  async #writeSmallFiles(journalFrom: number, pace: Pace): Promise<void> {
    const { documents, stateFile, writeSync, onAdvice } = this.#parts;
    const integrations = this.#parts.integrations();
    for (const data of integrations.filter(({ changed, isBackupOlder }) => changed || isBackupOlder)) {
      await this.#parts.disk.makeFolder(data.folder);
      await writeSync(data);
      await pace();
    }
    const advice = adviceFor(integrations.reduce((sum, { count }) => sum + count, 0));
    if (advice && !stateFile.data.advised) onAdvice(advice);
    stateFile.data = {
      format: 'sei-pagerduty store',
      version: STORE_VERSION,
      through: this.#parts.visible(),
      journalFrom,
      advised: stateFile.data.advised || advice !== null,
      tables: documents.tables(),
    };
    await stateFile.write();
  }
}
