import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadEncryptionKey } from '../../src/secrets/load-encryption-key.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-key-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('the first call makes a key that only the owner can read, the second reads the same', async () => {
  const first = await loadEncryptionKey(dataDir);
  const second = await loadEncryptionKey(dataDir);
  expect(first.generated).toBe(true);
  expect(second).toEqual({ ...first, generated: false });
  expect(first.keys.current).toHaveLength(32);
  expect((await stat(join(dataDir, 'encryption.key'))).mode & 0o777).toBe(0o600);
});

test('several starts at once agree on one key and leave nothing else behind', async () => {
  const loaded = await Promise.all(Array.from({ length: 10 }, () => loadEncryptionKey(dataDir)));
  expect(new Set(loaded.map(({ keys }) => keys.current.toString('hex'))).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['encryption.key']);
});

test('a damaged key file is refused, not replaced', async () => {
  await writeFile(join(dataDir, 'encryption.key'), 'short');
  await expect(loadEncryptionKey(dataDir)).rejects.toThrow(/32 bytes/);
});
