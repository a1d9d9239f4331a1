import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Loaded first: the process takes itself for an older Node. */
const pretending = (version: string) =>
  `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  )}`;

function started(program: string, version: string) {
  const args = ['--import', pretending(version), `bin/${program}.mjs`, '--version'];
  return promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { PATH: process.env.PATH } });
}

test.each([
  ['start', '20.20.2'],
  ['satellite', '20.20.2'],
  ['satellite', '22.17.1'],
  ['sei-satellite', '18.19.0'],
])('%s on Node %s says which one it needs, and what to do', async (program, version) => {
  await expect(started(program, version)).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringMatching(/needs Node 22\.18 or newer; this is Node \d.*\nInstall a newer Node/),
    stdout: '',
  });
});

test('on Node 22.18 the satellite starts, and prints nothing but what was asked', async () => {
  const { stdout, stderr } = await started('satellite', '22.18.0');
  expect([stdout, stderr]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\n$/), '']);
});
