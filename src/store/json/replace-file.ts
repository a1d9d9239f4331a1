import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Disk } from './disk.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Replaces a file whole or not at all, also across a power cut: unique temporary name, sync of the file, rename, sync
 * of the folder. With `keep`, what was there before stays beside it as `.bak`.
 */
export async function replaceFile(
  disk: Disk,
  path: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { keep = false }: { keep?: boolean } = {},
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await disk.open(temporary, 'new');
    try {
      let position = 0;
      for await (const part of parts) {
        await writeWhole(file, part, position);
        position += part.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (keep && (await disk.size(path)) !== null) await disk.rename(path, `${path}.bak`);
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.unlink(temporary).catch(() => {}); // the first error is the one that tells
    throw error;
  }
  await disk.syncFolder(dirname(path));
}
