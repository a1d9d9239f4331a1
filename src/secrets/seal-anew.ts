import type { SealedSecret } from '../domain/integration.ts';
import type { Keyring } from './keyring.ts';
import { SealBrokenError } from './seal-broken-error.ts';
import type { SealedPlace } from './sealed-places.ts';

/** What lies sealed with which key. */
export interface Sealing {
  readonly currentKey: string;
  /** Secrets by the id of the key that sealed them. */
  readonly sealedWith: Readonly<Record<string, number>>;
  /** Secrets that no key at hand opens. */
  readonly unreadable: number;
  /** How many were sealed anew just now. */
  readonly changed: number;
}

/** Seals with the current key whatever is sealed with another, and says how things stand. What no key opens stays as it is. */
export async function sealAnew(
  places: AsyncIterable<SealedPlace>,
  keyring: Pick<Keyring, 'reseal' | 'currentId'>,
): Promise<Sealing> {
  const currentKey = keyring.currentId();
  const sealedWith: Record<string, number> = {};
  const tally = { unreadable: 0, changed: 0 };
  for await (const place of places) {
    const stale = place.secrets.some((secret) => !isCurrent(secret, currentKey));
    const opened = !stale || (await resealed(place, keyring));
    if (stale && opened) tally.changed += place.secrets.length;
    if (!opened) tally.unreadable += place.secrets.length;
    for (const secret of place.secrets) {
      const id = stale && opened ? currentKey : keyIdOf(secret);
      sealedWith[id] = (sealedWith[id] ?? 0) + 1;
    }
  }
  return { currentKey, sealedWith, ...tally };
}

async function resealed(place: SealedPlace, keyring: Pick<Keyring, 'reseal'>): Promise<boolean> {
  try {
    await place.reseal(keyring);
    return true;
  } catch (error) {
    if (error instanceof SealBrokenError) return false;
    throw error;
  }
}

/** In an envelope, and with the current key. */
function isCurrent(secret: SealedSecret, currentKey: string): boolean {
  return secret.startsWith(`v2.${currentKey}.`);
}

function keyIdOf(secret: SealedSecret): string {
  return secret.split('.')[1] ?? '';
}
