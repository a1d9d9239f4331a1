import type { Places } from '../config.ts';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';
import { KeyFileError, ownKeyFile, readKeyFile } from '../secrets/key-file.ts';
import type { Keys } from '../secrets/keyring.ts';
import { countSecrets, type SealedRecords } from './stored-secrets.ts';

type KeyPlaces = Pick<
  Places,
  'encryptionKey' | 'encryptionKeyFile' | 'previousEncryptionKeys' | 'dataDir' | 'databaseUrl'
>;

const what = 'encryption key';

/** Whether there is a key, and whether it opens what is stored. Makes none. */
export async function checkKeys(places: KeyPlaces, records: SealedRecords): Promise<Finding> {
  let keys: Keys | null;
  try {
    keys = keysAt(places);
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return wrong(what, error.message);
  }
  const secrets = records.integrations.length + records.installations.length;
  if (keys === null && places.encryptionKeyFile !== null)
    return wrong(
      what,
      `There is no file ${places.encryptionKeyFile}.`,
      'npm run keys -- generate makes a key.',
    );
  if (keys === null && secrets > 0)
    return wrong(
      what,
      `There is no ${ownKeyFile(places.dataDir)}, and what is stored was sealed with it.`,
      'Restore it from a backup. With a new one every account has to be connected again.',
    );
  if (keys !== null) {
    const { all, unreadable } = await countSecrets(records, keys);
    if (unreadable > 0)
      return wrong(
        what,
        `It does not open ${unreadable} of ${all} stored secrets: they were sealed with another one.`,
        'Set that one, or add it to ENCRYPTION_KEYS_PREVIOUS. Where it is lost, connect those accounts again.',
      );
  }
  return found(places);
}

function found({ encryptionKey, encryptionKeyFile }: KeyPlaces): Finding {
  if (encryptionKeyFile !== null) return ok(what, `in ${encryptionKeyFile}`);
  if (encryptionKey !== null) return ok(what, 'from ENCRYPTION_KEY');
  return note(
    what,
    'kept in the data folder: a backup of it holds its own key',
    'Set ENCRYPTION_KEY (openssl rand -base64 32), and keep a copy of it elsewhere.',
  );
}

/** `null` where there is none yet. */
function keysAt(places: KeyPlaces): Keys | null {
  const { encryptionKey, encryptionKeyFile, previousEncryptionKeys } = places;
  if (encryptionKey !== null) return { current: encryptionKey, previous: previousEncryptionKeys };
  const inFile = readKeyFile(encryptionKeyFile ?? ownKeyFile(places.dataDir));
  return inFile && { current: inFile.current, previous: [...inFile.previous, ...previousEncryptionKeys] };
}
