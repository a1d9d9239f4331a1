import { readFileSync } from 'node:fs';
import { chmod, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Keys } from './keyring.ts';

/** The file that should hold the encryption keys does not, or cannot be read. The message is for the operator. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** Where the keys lie that the app makes for itself. */
export function ownKeyFile(dataDir: string): string {
  return join(dataDir, 'encryption.key');
}

/** Whether a text is a key of 32 bytes in base64, of either alphabet, padded or not. */
export function isEncodedKey(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{43}={0,2}$/.test(text);
}

/**
 * The keys in a file: base64, a line each, the current one first; lines that begin with # are for people.
 *
 * Read at once and not in the background, since a secret may be waiting to be opened. `null` where there is no file.
 * Throws a {@link KeyFileError} where it does not hold keys: with a new one every stored secret would be lost.
 */
export function readKeyFile(path: string): Required<Keys> | null {
  const text = textOf(path);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const encoded = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const [current, ...previous] = encoded.map((line) => Buffer.from(line, 'base64'));
  if (current === undefined || !encoded.every(isEncodedKey))
    throw new KeyFileError(
      `${path} does not hold an encryption key (32 bytes, base64). Restore it from a backup.`,
    );
  return { current, previous };
}

/**
 * Replaces the keys in a file, whole or not at all; only its owner may read it.
 * Throws a {@link KeyFileError} where another process is at it, or the file system lets nobody write.
 */
export async function writeKeyFile(path: string, { current, previous = [] }: Keys): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST')
      throw new KeyFileError(`${path} cannot be written (${error.code}).`, { cause: error });
    throw new KeyFileError(`Another process writes ${path}. Is none? Then delete ${temporary}.`);
  });
  try {
    const lines = [current, ...previous].map((key) => key.toString('base64'));
    await file
      .writeFile(`${lines.join('\n')}\n`)
      .then(() => file.sync())
      .finally(() => file.close());
    await chmod(temporary, 0o600); // whatever the process' umask says
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException; // fs throws nothing else
    if (code === 'ENOENT') return null;
    throw new KeyFileError(`The encryption key in ${path} cannot be read (${code}).`, { cause });
  }
}
