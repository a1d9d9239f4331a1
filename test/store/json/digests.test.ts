import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { describeDigests } from '../digest-contract.ts';

describeDigests('JSON', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  return {
    open: () => openJsonStore({ dataDir }),
    remove: () => rm(dataDir, { recursive: true }),
  };
});
