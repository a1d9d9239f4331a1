import { stat } from 'node:fs/promises';
import type { Clock } from '../domain/clock.ts';
import { MINUTE, type Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
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
  /** When to seal anew what could not be; `null` while everything is. */
  let sealAgainAt: Instant | null = null;

  /** What cannot be sealed anew opens as before. It is tried again, and not every two seconds. */
  async function sealAll(): Promise<void> {
    sealAgainAt = clock.now() + AGAIN_AFTER;
    try {
      await seal();
      sealAgainAt = null;
    } catch (err) {
      log.error(
        { err },
        'Secrets could not be sealed anew. They open as before; it is tried again in a minute.',
      );
    }
  }

  async function seal(): Promise<void> {
    const { changed, ...state } = await sealAnew(sealedPlaces(store), keyring);
    const { currentKey: key, unreadable } = state;
    if (changed > 0) log.info({ key, secrets: changed }, 'Secrets were sealed anew with the current key.');
    if (unreadable > 0) log.warn({ key, unreadable }, 'Some secrets are sealed with a key that is not here.');
    await writeSealingNote(dataDir, { at: new Date(clock.now() * 1000).toISOString(), ...state });
  }

  /** Takes over what the file holds now. One that cannot be used is said to be so once, not every two seconds. */
  async function look(): Promise<void> {
    const now = await version();
    if (now !== seen) {
      seen = now;
      if (file === null) return;
      keyring.adopt(file.read());
      log.info({ key: keyring.currentId() }, 'The encryption keys changed.');
      await sealAll();
    } else if (sealAgainAt !== null && clock.now() >= sealAgainAt) await sealAll();
  }

  /** `null`: the file is not there, nobody may look at it, or the keys come from elsewhere. */
  async function version(): Promise<string | null> {
    return file && (await versionOf(file.path).catch(() => null));
  }

  return {
    async start() {
      seen = await version();
      await sealAll();
      timer = setInterval(() => {
        looking = looking.then(look).catch((err: unknown) => {
          log.error(
            { err },
            'The file with the encryption keys cannot be used. The keys as they were go on.',
          );
        });
      }, pause).unref();
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

const AGAIN_AFTER: Seconds = MINUTE;

/** Another text means another content. */
async function versionOf(path: string): Promise<string> {
  const { ino, mtimeMs, size } = await stat(path);
  return [ino, mtimeMs, size].join();
}
