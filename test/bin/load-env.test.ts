import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LOAD_ENV = resolve(import.meta.dirname, '../../bin/load-env.mjs');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-env-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a program sees of NAME, started in this folder. */
async function started(environment: Record<string, string> = {}) {
  const args = ['--import', LOAD_ENV, '--eval', 'console.log(process.env.NAME)'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
  });
  return [stdout.trim(), stderr.trim()];
}

test('what .env sets is set, unless the environment sets it', async () => {
  await writeFile(join(folder, '.env'), 'NAME=file\n');
  expect(await started()).toEqual(['file', '']);
  expect(await started({ NAME: 'environment' })).toEqual(['environment', '']);
});

test('without one nothing is said', async () => {
  expect(await started()).toEqual(['undefined', '']);
});

test('one that cannot be read is left out, and told', async () => {
  await mkdir(join(folder, '.env'));
  expect(await started()).toEqual(['undefined', expect.stringMatching(/^\.env cannot be read \(\w+\)/)]);
});

test('the commands for operators read it like this, and say nothing where there is none', async () => {
  const { scripts } = JSON.parse(await readFile(resolve(LOAD_ENV, '../../package.json'), 'utf8'));
  const commands = [scripts.manifest, scripts.store, scripts.keys, scripts.audit].map(String);
  for (const command of commands) expect(command).toMatch(/^node --import \.\/bin\/load-env\.mjs src\//);
});
