import type { Clock } from '../../domain/clock.ts';
import type { Lock } from './lock.ts';
import { type Problem, problemOf, StoreWriteError } from './write-problem.ts';

/** What is written: commits to the journal, or what compaction brings from there into the other files. */
export type Written = 'journal' | 'files';

export interface WritabilityParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly lock: Lock | null;
  /** Set where the folder cannot be written from the start. */
  readonly problem: Problem | null;
  /** Hears when writing begins to fail, or fails for another reason, and when all of it works again (`null`). */
  readonly onProblem: (problem: Problem | null) => void;
}

/**
 * Whether the store can be written, and since when not.
 *
 * Journal and files are looked at apart: that a commit was written says nothing about a compaction that failed.
 */
export class Writability {
  readonly #parts: WritabilityParts;
  /** Not to be mended while this process runs. */
  #forGood: Problem | null;
  readonly #failing = new Map<Written, Problem>();
  #told: Problem['cause'] | undefined;

  constructor(parts: WritabilityParts) {
    this.#parts = parts;
    this.#forGood = parts.problem;
    this.#told = parts.problem?.cause;
  }

  get problem(): Problem | null {
    return this.#forGood ?? this.#failing.get('journal') ?? this.#failing.get('files') ?? null;
  }

  get isOwner(): boolean {
    return this.#parts.lock?.isHeld() ?? false;
  }

  /** Throws a {@link StoreWriteError} where the folder is not this process's to write. */
  demandOwner(): void {
    const { lock, dataDir, clock } = this.#parts;
    if (!lock) throw new StoreWriteError(this.problem?.sentence ?? 'The store was opened for reading.');
    if (lock.isHeld()) return;
    const sentence = `Another process took over ${dataDir}. This one writes nothing more: stop one of the two.`;
    this.#forGood = { cause: 'lock lost', since: clock.now(), sentence };
    this.#tell();
    throw new StoreWriteError(sentence);
  }

  /** Returns what it means for the operator. */
  failed(what: Written, error: unknown): Problem {
    const since = this.#failing.get(what)?.since ?? this.#parts.clock.now();
    const problem = problemOf(error, this.#parts.dataDir, since);
    this.#failing.set(what, problem);
    this.#tell();
    return problem;
  }

  works(what: Written): void {
    if (this.#failing.delete(what)) this.#tell();
  }

  #tell(): void {
    const { problem } = this;
    if (problem?.cause === this.#told) return;
    this.#told = problem?.cause;
    this.#parts.onProblem(problem);
  }
}
