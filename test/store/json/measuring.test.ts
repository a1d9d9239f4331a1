import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { describeMeasuring } from '../measuring-contract.ts';

describeMeasuring('JSON', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  return {
    open: (options) => openJsonStore({ dataDir, ...options }),
    remove: () => rm(dataDir, { recursive: true }),
  };
});
