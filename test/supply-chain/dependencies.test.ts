import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isAllowed, readPackages } from '../../scripts/licences.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
> & { allowScripts: Record<string, boolean> }; // our own
const packages = readPackages();

/** As from a shell: whoever runs the tests through npm hands its settings down. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
const npm = (cwd: string, args: readonly string[]) =>
  promisify(execFile)('npm', args, { cwd, env: environment });
/** An older npm says `undefined` of a setting that it does not know. */
const { stdout: setting } = await npm(tmpdir(), ['config', 'get', 'strict-allow-scripts']);
const knowsTheSetting = setting.trim() === 'false';

describe('T18 a dependency that turns against us', () => {
  test('every version is exact, and that of the lock file', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
      expect(
        packages.some((each) => each.name === name && each.version === version),
        name,
      ).toBe(true);
    }
    expect(read('.npmrc')).toContain('save-exact=true');
  });

  test('everything in the lock file comes with a checksum, from the registry', () => {
    const locked = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; inBundle?: boolean }>;
    }; // npm's own
    for (const [path, { integrity, resolved, link, inBundle }] of Object.entries(locked.packages)) {
      if (path === '' || inBundle) continue;
      expect(link, path).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-/);
      // The registry itself is left to whoever installs; git and file addresses are not.
      expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  test('install scripts run for whom they were allowed, and for nobody else', () => {
    const scripted = [...new Set(packages.filter((each) => each.installScript).map(({ name }) => name))];
    // Each was looked at: what is `false` only links files, on platforms that nobody of us develops on.
    expect(scripted.toSorted()).toEqual(Object.keys(manifest.allowScripts).toSorted());
    expect(packages.filter((each) => each.installScript && each.runs)).toEqual([]);
  });

  test.skipIf(!knowsTheSetting)(
    'npm does not install what has a script that nobody allowed',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sei-scripts-'));
      const write = (path: string, content: object) => writeFile(join(folder, path), JSON.stringify(content));
      await mkdir(join(folder, 'package'));
      await write('package/package.json', {
        name: 'unknown',
        version: '1.0.0',
        scripts: { install: "node -e \"fs.writeFileSync(process.env.INIT_CWD + '/ran', '')\"" },
      });
      await npm(folder, ['pack', '--ignore-scripts', './package']);
      await write('package.json', {
        dependencies: { unknown: 'file:unknown-1.0.0.tgz' },
        allowScripts: manifest.allowScripts,
      });
      const install = ['install', '--offline', '--no-audit'];
      await writeFile(join(folder, '.npmrc'), '');
      await npm(folder, install);
      expect(await readdir(folder), 'without our setting it runs').toContain('ran');
      for (const rest of ['ran', 'node_modules', 'package-lock.json'])
        await rm(join(folder, rest), { recursive: true });
      await writeFile(join(folder, '.npmrc'), read('.npmrc'));
      await expect(npm(folder, install)).rejects.toThrow(/ESTRICTALLOWSCRIPTS/);
      expect(await readdir(folder)).not.toContain('ran');
      await rm(folder, { recursive: true });
    },
    60_000,
  );

  test('every dependency has a reason in docs/dependencies.md, and no reason is left over', () => {
    const page = read('docs/dependencies.md');
    const [, ofTheApp = '', ofDevelopment = ''] = page.split(/^## /m);
    for (const [part, named] of [
      [ofTheApp, manifest.dependencies],
      [ofDevelopment, manifest.devDependencies],
    ] as const) {
      const rows = part.split('\n').filter((line) => line.startsWith('| `'));
      const reasoned = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)]);
      expect(reasoned.map(([, name]) => name).toSorted()).toEqual(Object.keys(named).toSorted());
      for (const row of rows) expect(row.split('|')[2]?.trim(), row).not.toBe('');
    }
  });

  test('every dependency of the app is used by it, and the app uses no other', () => {
    const used = new Set<string>();
    const imported =
      /^(?:import|export|\}).*? from '([^']+)'|(?:import|import\.meta\.resolve|require)\(\s*['`]([^'`]+)/gm;
    for (const path of globSync('src/**/*.ts', { cwd: new URL('../../', import.meta.url) }))
      for (const [, one, other = ''] of read(path).matchAll(imported))
        used.add(/^(?:@[\w.-]+\/)?[a-z][\w.-]*/.exec(one ?? other)?.[0] ?? '');
    const ours = Object.keys(manifest.dependencies);
    const foreign = [...used].filter((name) => !['', 'node'].includes(name) && !ours.includes(name));
    // @slack/logger comes with Bolt, and only its types and one constant are ours to use.
    expect(foreign).toEqual(['@slack/logger']);
    expect(ours.filter((name) => !used.has(name))).toEqual([]);
  });
});

test('T18 every licence lets us ship the app', () => {
  expect(packages.filter((each) => !isAllowed(each))).toEqual([]);
  expect(isAllowed({ name: 'x', licence: 'GPL-3.0-only' })).toBe(false);
  expect(isAllowed({ name: 'x', licence: 'MIT AND GPL-3.0-only' })).toBe(false);
  expect(isAllowed({ name: 'x', licence: 'unknown' })).toBe(false);
  expect(isAllowed({ name: 'x', licence: '(MIT OR GPL-3.0-only)' })).toBe(true);
});
