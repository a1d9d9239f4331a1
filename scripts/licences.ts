import { readFileSync } from 'node:fs';

/** A package of the lock file, for whatever platform. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Whether it is part of the running app, or only of its development. */
  readonly runs: boolean;
  readonly installScript: boolean;
}

/** Licences that ask for no more than a notice. */
const PERMISSIVE = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
];

/** Others, package by package, each with why it may be there. */
const REVIEWED: Readonly<Record<string, string>> = {
  '@resvg/resvg-js': 'MPL-2.0: used as it is, as a library; its files are not changed',
  lightningcss: 'MPL-2.0: used as it is, to build the demo page',
  'dejavu-fonts-ttf': 'Bitstream Vera and DejaVu: may be shipped with software',
};

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly name?: string;
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

/** All packages of the lock file, by name. */
export function readPackages(
  lockFile: URL = new URL('../package-lock.json', import.meta.url),
): readonly Package[] {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as LockFile; // npm's own, of version 3
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, each]) => ({
      name: each.name ?? path.replace(/^.*node_modules\//, ''),
      version: each.version,
      licence: each.license ?? 'unknown',
      runs: each.dev !== true && each.devOptional !== true,
      installScript: each.hasInstallScript === true,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Whether a package's licence lets us ship it: one of the permissive, a choice of them, or one that was looked at. */
export function isAllowed({ name, licence }: Pick<Package, 'name' | 'licence'>): boolean {
  const choices = licence.replace(/[()]/g, '').split(' OR ');
  if (choices.some((choice) => choice.split(' AND ').every((each) => PERMISSIVE.includes(each)))) return true;
  // The packages of single platforms, @resvg/resvg-js-linux-x64-gnu, are the same work.
  return Object.keys(REVIEWED).some((known) => name === known || name.startsWith(`${known}-`));
}

if (import.meta.main) {
  const packages = readPackages();
  for (const each of packages) {
    const part = each.runs ? 'app' : 'development';
    process.stdout.write(`${each.name} ${each.version}\t${each.licence}\t${part}\n`);
  }
  for (const [name, why] of Object.entries(REVIEWED)) process.stdout.write(`# ${name}: ${why}\n`);
  const refused = packages.filter((each) => !isAllowed(each));
  for (const { name, licence } of refused) process.stderr.write(`${name}: ${licence} is not allowed.\n`);
  process.exitCode = refused.length === 0 ? 0 : 1;
}
