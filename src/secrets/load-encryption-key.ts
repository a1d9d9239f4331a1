import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface EncryptionKey {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Whether it was made just now. */
  readonly generated: boolean;
}

/**
 * The key in `DATA_DIR/encryption.key` (base64, mode 0600), made on the first call.
 *
 * Of several processes that start at once one makes it and all read the same. Throws where the file does not hold
 * 32 bytes: a new key would make every stored secret unreadable.
 */
export async function loadEncryptionKey(
  dataDir: string,
  random: (size: number) => Buffer = randomBytes,
): Promise<EncryptionKey> {
  const path = join(dataDir, 'encryption.key');
  const existing = await readKey(path);
  if (existing) return { key: existing, generated: false };

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const generated = await writeNew(path, `${random(32).toString('base64')}\n`, random(6).toString('hex'));
  const key = await readKey(path);
  if (!key) throw new Error(`${path} vanished while it was made.`);
  return { key, generated };
}

async function readKey(path: string): Promise<Buffer | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Error(`The encryption key in ${path} cannot be read (${error.code}).`, { cause: error });
  });
  if (text === null) return null;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    throw new Error(`${path} does not hold an encryption key (32 bytes, base64). Restore it from a backup.`);
  }
  return key;
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
