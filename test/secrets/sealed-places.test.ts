import { expect, test } from 'vitest';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { sealedPlaces } from '../../src/secrets/sealed-places.ts';
import { integration, sealed } from '../store/records.ts';

/** Seals the key of one account anew; `meanwhile` is what is stored when it is written. */
async function resealed(meanwhile: Partial<CloudIntegration>): Promise<unknown> {
  const read = integration({ apiKey: sealed('old') });
  let stored = integration({ apiKey: sealed('old'), ...meanwhile });
  const places = sealedPlaces({
    integrations: {
      all: async () => [read],
      update: async (_workspaceId, _id, changing) => {
        stored = changing(stored) as typeof stored; // it stays an account of the cloud
        return stored;
      },
    },
    installations: { all: async () => [], rotate: async () => false },
  });
  for await (const place of places) await place.reseal({ reseal: () => sealed('new') });
  return stored.apiKey;
}

test('a key sealed anew takes the place of the one it was made from', async () => {
  expect(await resealed({})).toBe('new');
});

test('it takes the place of no other: somebody entered a new one meanwhile, or it was erased', async () => {
  expect(await resealed({ apiKey: sealed('entered since') })).toBe('entered since');
  expect(await resealed({ apiKey: sealed('') })).toBe('');
});
