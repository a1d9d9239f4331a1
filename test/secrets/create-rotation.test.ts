import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../../src/log.ts';
import { createRotation, type Rotation } from '../../src/secrets/create-rotation.ts';
import { openKeyring } from '../../src/secrets/open-keyring.ts';
import type { Store } from '../../src/store/store.ts';

let folder: string;
let path: string;
let rotation: Rotation;
let now = 1_000_000;
/** How often the store was asked for what is sealed, and whether it answers. */
let looks = 0;
let isDown = false;
const log = { error: vi.fn(), info: vi.fn(), warn: vi.fn(), debug: vi.fn() };

const keyOf = (byte: number) => `${Buffer.alloc(32, byte).toString('base64')}\n`;
const someLooks = () => new Promise((resolve) => setTimeout(resolve, 60));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-rotation-'));
  path = join(folder, 'keys');
  await writeFile(path, keyOf(1));
  [now, looks, isDown] = [1_000_000, 0, false];
  vi.clearAllMocks();
  const all = async () => {
    looks += 1;
    if (isDown) throw new Error('The database does not answer.');
    return [];
  };
  rotation = createRotation({
    ...(await openKeyring({
      key: null,
      keyFile: path,
      previous: [],
      dataDir: folder,
      onGenerated: () => {},
    })),
    store: { integrations: { all }, installations: { all } } as unknown as Store, // no more of it is asked
    dataDir: folder,
    clock: { now: () => now },
    log: log as unknown as Log, // writes on no other level
    pause: 2,
  });
});
afterEach(async () => {
  await rotation.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a file that goes away is said once, and what comes in its place is taken over', async () => {
  await rotation.start();
  await rename(path, `${path}.away`);
  await vi.waitFor(() => expect(log.error).toHaveBeenCalled(), { timeout: 10_000 });
  await someLooks();
  expect(log.error).toHaveBeenCalledTimes(1);
  const [{ err }] = log.error.mock.calls[0] as [{ err: Error }];
  expect(err.message).toContain('Restore it from a backup');
  await writeFile(`${path}.new`, keyOf(2));
  await rename(`${path}.new`, path);
  await vi.waitFor(() => expect(log.info).toHaveBeenCalledTimes(1), { timeout: 10_000 });
});

test('a store that does not answer is asked again a minute later, until everything is sealed', async () => {
  isDown = true;
  await rotation.start();
  await someLooks();
  const before = looks;
  expect(log.error).toHaveBeenCalledTimes(1);
  [now, isDown] = [now + 60, false];
  await vi.waitFor(() => expect(looks).toBeGreaterThan(before), { timeout: 10_000 });
  const after = looks;
  now += 600;
  await someLooks();
  expect(looks).toBeLessThanOrEqual(after + 1);
  expect(log.error).toHaveBeenCalledTimes(1);
});
