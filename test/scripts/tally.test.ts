import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const TALLY = resolve(import.meta.dirname, '../../scripts/tally.mjs');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-tally-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function ran(set: string, passed: number, failed = 0): Promise<void> {
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
  await writeFile(join(folder, `${set}.json`), JSON.stringify(counts));
  if (failed > 0) await broke(set);
}

const broke = (set: string) => writeFile(join(folder, `${set}.failed`), '');

function tally(): { readonly last: string | undefined; readonly code: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [TALLY, folder], { encoding: 'utf8' });
  return { last: stdout.trim().split('\n').at(-1), code: status };
}

test('what passed in every set is added up', async () => {
  await ran('test', 40);
  await ran('crash', 2);
  expect(tally()).toEqual({ last: '42 passed, 0 failed', code: 0 });
});

test('a failed test fails the whole', async () => {
  await ran('test', 40, 1);
  await ran('crash', 2);
  expect(tally()).toEqual({ last: '42 passed, 1 failed', code: 1 });
});

test('a set that broke without naming a test counts as one', async () => {
  await ran('test', 40);
  await broke('crash');
  expect(tally()).toEqual({ last: '40 passed, 1 failed', code: 1 });
});

test('where nothing ran, nothing passed', () => {
  expect(tally()).toEqual({ last: '0 passed, 0 failed', code: 1 });
});
