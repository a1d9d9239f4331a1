import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ownKeyFile, readKeyFile } from './key-file.ts';
import type { Keys } from './keyring.ts';

export interface EncryptionKeys {
  readonly keys: Required<Keys>;
  /** Where they lie. */
  readonly path: string;
  /** Whether they were made just now. */
  readonly generated: boolean;
}

/**
 * The keys in `DATA_DIR/encryption.key` (mode 0600), the first made on the first call.
 *
 * Of several processes that start at once one makes it and all read the same. Throws where the file does not hold
 * 32 bytes: a new key would make every stored secret unreadable.
 */
export async function loadEncryptionKey(
  dataDir: string,
  random: (size: number) => Buffer = randomBytes,
): Promise<EncryptionKeys> {
  const path = ownKeyFile(dataDir);
  const existing = readKeyFile(path);
  if (existing) return { keys: existing, path, generated: false };

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const generated = await writeNew(path, `${random(32).toString('base64')}\n`, random(6).toString('hex'));
  const keys = readKeyFile(path);
  if (!keys) throw new Error(`${path} vanished while it was made.`);
  return { keys, path, generated };
}

/** Writes a file that must not exist, whole or not at all. Returns false where another process was first. */
async function writeNew(path: string, text: string, suffix: string): Promise<boolean> {
  const temporary = `${path}.${suffix}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // Unlike rename, link never replaces: the first process wins.
    await link(temporary, path);
    await unlink(temporary);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // fs rejects with nothing else
    if (code === 'EEXIST') {
      await unlink(temporary);
      return false;
    }
    await rename(temporary, path); // a file system without hard links
    return true;
  } finally {
    await syncDirectory(path);
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(join(path, '..'), 'r');
  await directory.sync().finally(() => directory.close());
}
