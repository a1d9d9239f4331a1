import type { Adapter } from 'lowdb';
import type { Disk } from './disk.ts';
import { replaceFile } from './replace-file.ts';
import { openLine, sealLine } from './sealed-line.ts';

/** What became of a damaged file. */
export interface DamageOutcome {
  /** Whether the backup took its place. */
  readonly recovered: boolean;
  /** Whether it could be renamed. In a folder that is read-only it stays where it is. */
  readonly isSetAside: boolean;
}

export interface SealedFileOptions {
  readonly disk: Disk;
  /** What a damaged file is called from then on, added to its name. */
  readonly damagedSuffix: () => string;
  /** Hears of a damaged file, and where it lies now. */
  readonly onDamage: (path: string, outcome: DamageOutcome) => void;
}

/**
 * A lowdb adapter that survives a power cut and recognises damage.
 *
 * The file carries a checksum; what was there before stays as `.bak`. Writes are serialised: while one is under way
 * only the latest of the waiting states is written next, and every waiting promise resolves when a state at least as
 * new as its own is on disk.
 */
export class SealedFile<Data extends object> implements Adapter<Data> {
  readonly #path: string;
  readonly #options: SealedFileOptions;
  /** Whether what was read is the newest state, and not its backup or nothing. */
  isNewest = false;
  #writing: Promise<void> | null = null;
  #waiting: { text: string; written: Promise<void> } | null = null;

  constructor(path: string, options: SealedFileOptions) {
    this.#path = path;
    this.#options = options;
  }

  async read(): Promise<Data | null> {
    const { disk, damagedSuffix, onDamage } = this.#options;
    const bytes = await disk.readFile(this.#path);
    const data = contentOf<Data>(bytes);
    this.isNewest = data !== null;
    if (data) return data;

    const recovered = await readSealed<Data>(disk, `${this.#path}.bak`);
    if (bytes) {
      const aside = `${this.#path}.damaged-${damagedSuffix()}`;
      const isSetAside = await disk.rename(this.#path, aside).then(
        () => true,
        () => false,
      );
      onDamage(isSetAside ? aside : this.#path, { recovered: recovered !== null, isSetAside });
    }
    return recovered;
  }

  write(data: Data): Promise<void> {
    const text = `${sealLine(JSON.stringify(data, null, 1))}\n`;
    if (this.#waiting) {
      this.#waiting.text = text;
      return this.#waiting.written;
    }
    if (!this.#writing) return this.#begin(text);
    const waiting = { text, written: Promise.resolve() };
    waiting.written = this.#writing
      .catch(() => {}) // its own caller hears of it
      .then(() => {
        this.#waiting = null;
        return this.#begin(waiting.text);
      });
    this.#waiting = waiting;
    return waiting.written;
  }

  #begin(text: string): Promise<void> {
    const writing = replaceFile(this.#options.disk, this.#path, [Buffer.from(text)], { keep: true }).finally(
      () => {
        if (this.#writing === writing) this.#writing = null;
      },
    );
    this.#writing = writing;
    return writing;
  }
}

/** The content of such a file; `null` where there is none, or it is damaged. */
export async function readSealed<Data extends object>(
  disk: Pick<Disk, 'readFile'>,
  path: string,
): Promise<Data | null> {
  return contentOf<Data>(await disk.readFile(path));
}

function contentOf<Data extends object>(bytes: Buffer | null): Data | null {
  const data = bytes && openLine(bytes.subarray(0, -1));
  return (data as Data | undefined) ?? null; // what is whole is what we wrote: sealed by us with this type
}
