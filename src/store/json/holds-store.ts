import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import type { Disk } from './disk.ts';

/** Whether a folder holds a store: one that was written to has its small file, the backup of that, or a journal. */
export async function holdsStore(disk: Disk, dataDir: string): Promise<boolean> {
  for (const name of ['state.json', 'state.json.bak']) {
    if ((await disk.size(join(dataDir, name))) !== null) return true;
  }
  return (await disk.list(join(dataDir, 'journal'))).length > 0;
}

/** Nothing was ever stored in a folder: most likely it is the wrong one. */
export class NoStoreError extends StoreError {
  override readonly name = 'NoStoreError';

  constructor(dataDir: string) {
    super(`${dataDir} holds no data: there is neither state.json nor a journal in it. Is DATA_DIR right?`);
  }
}
