import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import type { StoreNotice } from '../../../src/store/json/open-options.ts';
import { collection, incident, integration, run } from '../records.ts';

export const OCTOBER = 1_791_000_000;
export const SEPTEMBER = OCTOBER - 30 * 86_400;

/** What becomes of a file's bytes; `null` when there is no file any more. */
export type Damage = (bytes: Buffer) => Buffer | null;

export const DAMAGES: Readonly<Record<string, Damage>> = {
  truncated: (bytes) => bytes.subarray(0, bytes.length / 2),
  emptied: () => Buffer.alloc(0),
  garbled: (bytes) =>
    Buffer.concat([bytes.subarray(0, -110), Buffer.from('☠'.repeat(30)), bytes.subarray(-20)]),
  'filled with zeros': (bytes) => Buffer.alloc(bytes.length),
  deleted: () => null,
};

/** The incidents of a commit: one of October and one of September. */
export const reading = (step: number) => [
  incident({ id: 'X', number: 1, title: `X at ${step}`, createdAt: OCTOBER, updatedAt: OCTOBER + step }),
  incident({ id: 'Y', number: 2, title: `Y at ${step}`, createdAt: SEPTEMBER, updatedAt: OCTOBER + step }),
];

/** Everything that is stored after so many commits. */
export const storedAfter = (step: number) => ({
  integrations: [integration()],
  collections: [collection({ description: `step ${step}` })],
  state: { coverage: { coveredFrom: SEPTEMBER, completeTo: step }, backfill: null, nightlyAt: null },
  runs: Array.from({ length: step }, (_, at) => `run ${step - at}`),
  incidents: reading(step),
  count: 2,
});

type OpenedStore = Awaited<ReturnType<typeof openJsonStore>>;

/** The folder of a JSON store, whose files a test damages. */
export class DamagedFolder {
  readonly dataDir: string;
  #store: OpenedStore | undefined;
  /** What was told since it was opened last. */
  notices: StoreNotice[] = [];

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** The store that was opened last. */
  get store(): OpenedStore {
    if (this.#store === undefined) throw new Error('It was not opened.');
    return this.#store;
  }

  async open(): Promise<OpenedStore> {
    this.notices = [];
    this.#store = await openJsonStore({
      dataDir: this.dataDir,
      onNotice: (notice) => this.notices.push(notice),
    });
    return this.#store;
  }

  async reopen(): Promise<OpenedStore> {
    await this.store.close();
    return this.open();
  }

  /** Writes so many compactions and a commit that is in the journal only, and closes; answers how many commits it were. */
  async written(compactions = 2): Promise<number> {
    const opened = await this.open();
    await opened.integrations.save(integration());
    for (let step = 1; step <= compactions + 1; step++) {
      await opened.collections.save(collection({ description: `step ${step}` }));
      await opened.sync.commit('T1', 'acme', {
        incidents: reading(step),
        state: { coverage: { coveredFrom: SEPTEMBER, completeTo: step }, backfill: null, nightlyAt: null },
        run: run({ id: `run ${step}` }),
      });
      if (step <= compactions) await opened.compact();
    }
    await opened.close();
    return compactions + 1;
  }

  /** Writes as {@link written}, and leaves nothing that is in the journal only. */
  async writtenAndCompacted(): Promise<number> {
    const step = await this.written();
    await (await this.reopen()).compact();
    return step;
  }

  async everything() {
    const { integrations, collections, sync, incidents } = this.store;
    return {
      integrations: await integrations.list('T1'),
      collections: await collections.list('T1'),
      state: await sync.state('T1', 'acme'),
      runs: (await sync.runs('T1', 'acme', 10)).map(({ id }) => id),
      incidents: await incidents.get('T1', 'acme', ['X', 'Y']),
      count: await incidents.count('T1', 'acme'),
    };
  }

  async damage(path: string, how: Damage): Promise<void> {
    const damaged = how(await readFile(join(this.dataDir, path)));
    if (damaged) await writeFile(join(this.dataDir, path), damaged);
    else await rm(join(this.dataDir, path));
  }

  /** The files of a folder whose names match. */
  async named(folder: string, pattern: RegExp): Promise<string[]> {
    return (await readdir(join(this.dataDir, folder))).filter((name) => pattern.test(name));
  }
}

/** Makes a folder before each test, hands it to `use`, and removes it after the test. */
export function damagedFolderForEachTest(use: (folder: DamagedFolder) => void): void {
  let folder: DamagedFolder;
  beforeEach(async () => {
    folder = new DamagedFolder(await mkdtemp(join(tmpdir(), 'sei-damage-')));
    use(folder);
  });
  afterEach(async () => {
    await folder.store.close();
    await rm(folder.dataDir, { recursive: true });
  });
}
