import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import type { Disk } from './disk.ts';
import { FolderInUseError, type Lock, lockFolder } from './lock.ts';
import type { OpenOptions } from './open-options.ts';
import { STORE_VERSION } from './store-version.ts';
import { type Problem, problemOf } from './write-problem.ts';

/** Before anything is touched. Returns the version of what is there, 0 for a new folder. */
export async function refuseNewer(disk: Disk, dataDir: string): Promise<number> {
  let found = 0;
  for (const name of ['state.json', 'state.json.bak']) {
    const version = versionIn(await disk.readFile(join(dataDir, name)));
    found ||= version;
    if (version <= STORE_VERSION) continue;
    throw new StoreError(
      `${join(dataDir, name)} was written by a newer version of this app (format ${version}, this one knows ${STORE_VERSION}). Start that version; nothing was changed.`,
    );
  }
  return found;
}

function versionIn(bytes: Buffer | null): number {
  // The version stands near the beginning, also in a file that is damaged further on.
  return Number(/"version":\s*(\d+)/.exec(bytes?.toString('utf8', 0, 200) ?? '')?.[1] ?? 0);
}

/** Makes the folder and takes its lock; where it cannot be written, says why. Throws a {@link FolderInUseError}. */
export async function ownFolder({
  disk,
  dataDir,
  clock,
}: OpenOptions): Promise<{ lock: Lock | null; problem: Problem | null }> {
  try {
    await disk.makeFolder(dataDir);
    return { lock: await lockFolder({ disk, folder: dataDir }), problem: null };
  } catch (error) {
    if (error instanceof FolderInUseError) throw error;
    return { lock: null, problem: problemOf(error, dataDir, clock.now(), 'at start') };
  }
}
