import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CredentialFile, CredentialFileError } from '../../../src/satellite/agent/credential-file.ts';

const CONTENT = {
  tenant: 'T1',
  enrolledWith: 'fingerprint',
  attempt: 'd3b07384-d9a0-4c3b-9d7f-1f2f3a4b5c6d',
  satelliteId: 's1',
  credential: 'sei-satellite_secret',
};

let folder: string;
let file: CredentialFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-credential-'));
  file = new CredentialFile(join(folder, 'satellite.credential'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('what is written is read again, by this user alone, and nothing lies beside it', async () => {
  expect(await file.read()).toBeNull();
  await file.write({ ...CONTENT, satelliteId: null, credential: null });
  await file.write(CONTENT);
  expect(await file.read()).toEqual(CONTENT);
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['satellite.credential']);
});

test('a damaged one says so, and what to do', async () => {
  await writeFile(file.path, '{"tenant":');
  await expect(file.read()).rejects.toThrow(/damaged.*new satellite\.yml/);
});

test('a place that cannot be written names the way out', async () => {
  const elsewhere = new CredentialFile(join(folder, 'missing', 'satellite.credential'));
  for (const attempt of [() => elsewhere.write(CONTENT), () => elsewhere.tryWriting()]) {
    const error = await attempt().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialFileError);
    expect(String(error)).toMatch(/cannot write.*\(ENOENT\).*credential_file/);
  }
});

test('trying leaves nothing behind', async () => {
  await file.tryWriting();
  expect(await readdir(folder)).toEqual([]);
});
