import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { describeStore } from '../contract.ts';
import type { StorePlace } from '../store-place.ts';

function placeOf(options: { compactAt?: number }) {
  return async (): Promise<StorePlace> => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
    return {
      open: (opening) => openJsonStore({ dataDir, ...options, ...opening }),
      remove: () => rm(dataDir, { recursive: true }),
    };
  };
}

describeStore('JSON', placeOf({}));
describeStore('always compacting JSON', placeOf({ compactAt: 1 }));
