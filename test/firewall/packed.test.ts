import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './process-under-test.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PACKAGE = 'sei-pagerduty';
const execute = promisify(execFile);

let folder: string;
/** The command as npm links it. */
let satellite: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-packed-'));
  await execute('npm', ['pack', '--pack-destination', folder], { cwd: ROOT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, PACKAGE), { recursive: true });
  await execute('tar', ['-xzf', join(folder, tarball), '-C', join(modules, PACKAGE), '--strip-components=1']);
  // What npm would fetch: the dependencies that the package names, and no others.
  const { dependencies, bin } = JSON.parse(await readFile(join(modules, PACKAGE, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith('@')) await mkdir(join(modules, name.split('/')[0] ?? ''), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
  await mkdir(join(modules, '.bin'));
  satellite = join(modules, '.bin/sei-satellite');
  await symlink(join(modules, PACKAGE, bin['sei-satellite']), satellite);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('installed from its tarball, sei-satellite starts by itself, without any TypeScript', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const started = run(satellite, ['--version']);
  expect([await started.ended, started.output()]).toEqual([0, `${version}\n`]);
  const files = await readdir(join(folder, 'node_modules', PACKAGE), { recursive: true });
  expect(files.filter((name) => name.endsWith('.ts'))).toEqual([]);
});

test('installed, it reads its file and tries its connections', async () => {
  const file = join(folder, 'satellite.yml');
  await writeFile(
    file,
    [
      'satellite:',
      '  tenant: T1',
      '  api_key: some-key',
      '  url: http://127.0.0.1:1/satellite',
      'integrations:',
      '  - id: i1',
      '    url: http://127.0.0.1:1',
      '    api_key: another-key',
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  const check = run(satellite, ['--config', file, '--check']);
  expect(await check.ended).toBe(1);
  expect(check.output()).toMatch(/configuration +ok/);
  expect(check.output()).toMatch(/app +wrong +No answer from the app .* the connection was refused/);
});
