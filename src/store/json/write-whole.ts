import type { DiskFile } from './disk.ts';

/** Writes all of `bytes`, also where the file system takes them in several pieces. */
export async function writeWhole(file: DiskFile, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const taken = await file.write(written === 0 ? bytes : bytes.subarray(written), position + written);
    if (taken <= 0) throw new Error(`The file system took ${written} of ${bytes.length} bytes.`);
    written += taken;
  }
}
