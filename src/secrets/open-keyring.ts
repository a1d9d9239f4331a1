import { KeyFileError, readKeyFile } from './key-file.ts';
import { type ChangingKeyring, createKeyring, type Keys } from './keyring.ts';
import { loadEncryptionKey } from './load-encryption-key.ts';

export interface KeySource {
  /** 32 bytes; `null` where none is configured. */
  readonly key: Buffer | null;
  /** File with the keys (`ENCRYPTION_KEY_FILE`); `null` where none is configured. */
  readonly keyFile: string | null;
  readonly previous: readonly Buffer[];
  readonly dataDir: string;
}

export interface OpenKeyring {
  readonly keyring: ChangingKeyring;
  /** The keys as the file holds them now, for whoever watches it; `null` where they come from the environment, for good. */
  readonly file: { readonly path: string; readonly read: () => Keys } | null;
}

/**
 * The keyring of a configuration: with the key that it names, else with those in the file that it names, else with those in
 * the data folder, where one is made at the first start.
 */
export async function openKeyring({
  key,
  keyFile,
  previous,
  dataDir,
  onGenerated,
}: KeySource & {
  /** Hears, where a key was made, what that means. */
  readonly onGenerated: (sentence: string) => void;
}): Promise<OpenKeyring> {
  if (key !== null) return { keyring: createKeyring({ current: key, previous }), file: null };
  if (keyFile !== null) return inFile(keyFile, previous);
  const own = await loadEncryptionKey(dataDir);
  if (own.generated)
    onGenerated(
      `ENCRYPTION_KEY is not set: a key was made in ${own.path}. A backup of that folder holds its own key; set ENCRYPTION_KEY or ENCRYPTION_KEY_FILE to keep them apart.`,
    );
  return inFile(own.path, previous);
}

function inFile(path: string, others: readonly Buffer[]): OpenKeyring {
  const read = () => {
    const keys = readKeyFile(path);
    if (keys === null)
      throw new KeyFileError(
        `There is no file ${path}. Restore it from a backup; where nothing was ever sealed with it, make one: npm run keys -- generate > ${path}`,
      );
    return { current: keys.current, previous: [...keys.previous, ...others] };
  };
  return { keyring: createKeyring({ ...read(), look: read }), file: { path, read } };
}
