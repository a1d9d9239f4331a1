import type { Integration } from '../domain/integration.ts';
import { createKeyring, type Keys } from '../secrets/keyring.ts';
import { sealAnew } from '../secrets/seal-anew.ts';
import { sealedPlaces } from '../secrets/sealed-places.ts';
import type { Installation } from '../store/installation-store.ts';

/** The records of a store that hold sealed secrets, of all workspaces. */
export interface SealedRecords {
  readonly integrations: readonly Integration[];
  readonly installations: readonly Installation[];
}

export const NOTHING_SEALED: SealedRecords = { integrations: [], installations: [] };

export interface SecretsCount {
  readonly all: number;
  /** Those that no key opens. */
  readonly unreadable: number;
}

/** How many secrets are stored, and how many of them none of the keys opens. Seals nothing anew, and changes nothing. */
export async function countSecrets(records: SealedRecords, keys: Keys): Promise<SecretsCount> {
  const places = sealedPlaces({
    integrations: { all: async () => records.integrations, update: async () => undefined },
    installations: { all: async () => records.installations, rotate: async () => false },
  });
  const { sealedWith, unreadable } = await sealAnew(places, createKeyring(keys));
  return { all: Object.values(sealedWith).reduce((sum, each) => sum + each, 0), unreadable };
}
