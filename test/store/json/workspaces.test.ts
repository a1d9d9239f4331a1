import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { integration } from '../records.ts';
import { describeWorkspaces, installation } from '../workspace-contract.ts';

describeWorkspaces('JSON', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  return {
    open: () => openJsonStore({ dataDir }),
    remove: () => rm(dataDir, { recursive: true }),
  };
});

test('T20 after a purge no file of the folder holds what was replaced, not even sealed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  const store = await openJsonStore({ dataDir });
  try {
    await store.installations.save(installation());
    await store.integrations.save(integration());
    await store.workspaces.purge();
    await store.installations.save(installation({ tokens: null }));
    await store.workspaces.forget('T1');
    for (const name of await readdir(dataDir, { recursive: true })) {
      const path = join(dataDir, name);
      if (!(await stat(path)).isFile()) continue;
      const content = await readFile(path, 'utf8');
      for (const secret of ['access-1', 'refresh-1', integration().apiKey])
        expect(content.includes(secret), `${secret} in ${name}`).toBe(false);
    }
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true });
  }
});
