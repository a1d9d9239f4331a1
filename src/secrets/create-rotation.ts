import { stat } from 'node:fs/promises';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { Store } from '../store/store.ts';
import type { OpenKeyring } from './open-keyring.ts';
import { sealAnew } from './seal-anew.ts';
import { sealedPlaces } from './sealed-places.ts';
import { writeSealingNote } from './sealing-note.ts';

/** Keeps everything sealed with the current key, also when that changes while the app runs. */
export interface Rotation {
  /** Seals anew what another key sealed, and watches the file with the keys from then on. */
  start(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export interface RotationOptions extends OpenKeyring {
  readonly store: Pick<Store, 'integrations' | 'installations'>;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two looks at the file. */
  readonly pause?: number;
}

/** Watches by looking: what tells of changes to files does not do so for mounted secrets and network shares. */
export function createRotation({
  keyring,
  file,
  store,
  dataDir,
  clock,
  log,
  pause = 2_000,
}: RotationOptions): Rotation {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let seen: string | null = null;

  async function seal(): Promise<void> {
    const { changed, ...state } = await sealAnew(sealedPlaces(store), keyring);
    const { currentKey: key, unreadable } = state;
    if (changed > 0) log.info({ key, secrets: changed }, 'Secrets were sealed anew with the current key.');
    if (unreadable > 0) log.warn({ key, unreadable }, 'Some secrets are sealed with a key that is not here.');
    await writeSealingNote(dataDir, { at: new Date(clock.now() * 1000).toISOString(), ...state });
  }

  async function look(): Promise<void> {
    if (file === null) return;
    const now = await versionOf(file.path);
    if (now === seen) return;
    seen = now; // one that cannot be used is not said to be so every two seconds
    keyring.adopt(file.read());
    log.info({ key: keyring.currentId() }, 'The encryption keys changed.');
    await seal();
  }

  return {
    async start() {
      seen = file && (await versionOf(file.path));
      await seal().catch((error: unknown) => {
        log.error({ err: error }, 'Secrets could not be sealed anew. They are readable as before.');
      });
      if (file === null) return;
      timer = setInterval(() => {
        looking = looking.then(look).catch((error: unknown) => {
          log.error({ err: error }, 'The encryption keys changed, and not everything could be sealed anew.');
        });
      }, pause).unref();
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Another text means another content. */
async function versionOf(path: string): Promise<string> {
  const { ino, mtimeMs, size } = await stat(path);
  return [ino, mtimeMs, size].join();
}
