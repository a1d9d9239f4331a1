import { createKeyring, type Keyring } from './keyring.ts';
import { loadEncryptionKey } from './load-encryption-key.ts';

/**
 * The keyring of a configuration: with the key that it names, else with the one in the data folder, which is made at the
 * first start.
 */
export async function openKeyring(options: {
  /** 32 bytes; `null` where none is configured. */
  readonly key: Buffer | null;
  readonly previous: readonly Buffer[];
  readonly dataDir: string;
  /** Hears, where a key was made, what that means. */
  readonly onGenerated: (sentence: string) => void;
}): Promise<Keyring> {
  const { key, previous, dataDir, onGenerated } = options;
  if (key !== null) return createKeyring({ current: key, previous });
  const own = await loadEncryptionKey(dataDir);
  if (own.generated)
    onGenerated(
      `ENCRYPTION_KEY is not set: a key was made in ${dataDir}/encryption.key. A backup of that folder holds its own key; set ENCRYPTION_KEY to keep them apart.`,
    );
  return createKeyring({ current: own.key, previous });
}
