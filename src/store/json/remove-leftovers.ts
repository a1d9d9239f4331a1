import { join } from 'node:path';
import type { Disk } from './disk.ts';

/** Removes files that were being written when the process ended. */
export async function removeLeftovers(disk: Disk, folder: string): Promise<void> {
  for (const name of await disk.list(folder)) {
    if (/\.[0-9a-f]{12}\.tmp$/.test(name)) await disk.unlink(join(folder, name));
  }
}
