import type { Disk } from './disk.ts';

/** Folders of integrations that are gone, until their files are, too. */
export class ForgottenFolders {
  readonly #disk: Pick<Disk, 'removeFolder'>;
  readonly #left = new Set<string>();

  constructor(disk: Pick<Disk, 'removeFolder'>) {
    this.#disk = disk;
  }

  add(folder: string): void {
    this.#left.add(folder);
  }

  /** Rejects where one cannot be removed; it is left for the next time. */
  async remove(): Promise<void> {
    for (const folder of this.#left) {
      await this.#disk.removeFolder(folder);
      this.#left.delete(folder);
    }
  }
}
