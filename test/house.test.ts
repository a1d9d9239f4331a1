import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Rooms that may import themselves, and these besides. All others are bound by the rules further down alone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  pagerduty: ['domain'],
  store: ['domain'],
  schedule: ['domain'],
};

/** Rooms that must not know a room. */
const MUST_NOT_IMPORT: Readonly<Record<string, readonly string[]>> = {
  sync: ['slack', 'report', 'digest', 'http'],
  report: ['slack', 'sync', 'pagerduty', 'digest', 'http'],
  digest: ['slack', 'pagerduty', 'http'],
  chart: ['slack', 'store', 'report'],
};

/** Every source file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.tsx?$/.test(path));
}

const files = filesIn('src');
const around = ['demo', 'scripts'].flatMap(filesIn);
const texts = new Map([...files, ...around].map((path) => [path, readFileSync(path, 'utf8')]));
const imports = new Map([...files, ...around].map((path) => [path, importsOf(path)]));

function importsOf(path: string): string[] {
  return [...(texts.get(path) ?? '').matchAll(/^(?:import|export)\s[^;]*?from\s*'(\.[^']+)'/gm)].map(
    ([, target]) => normalize(join(dirname(path), target ?? '')),
  );
}

/** The folder directly below `src/`, or `''` for a file that lies there itself. */
function roomOf(path: string): string {
  const [, room = '', ...rest] = path.split('/');
  return rest.length === 0 ? '' : room;
}

const pairs = files.flatMap((from) => (imports.get(from) ?? []).map((to) => ({ from, to })));

describe('the house', () => {
  test.each(Object.entries(MAY_IMPORT))('%s/ imports nothing of ours but itself and %j', (room, allowed) => {
    const wrong = pairs.filter(
      ({ from, to }) => roomOf(from) === room && ![room, ...allowed].includes(roomOf(to)) && !isTool(from),
    );
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(MUST_NOT_IMPORT))('%s/ knows nothing of %j', (room, forbidden) => {
    const wrong = pairs.filter(({ from, to }) => roomOf(from) === room && forbidden.includes(roomOf(to)));
    expect(wrong).toEqual([]);
  });

  test('slack/ knows no storage, and no wire shape of PagerDuty', () => {
    const wrong = pairs.filter(
      ({ from, to }) =>
        roomOf(from) === 'slack' && /^src\/(store\/(json|postgres)\/|pagerduty\/wire)/.test(to),
    );
    expect(wrong).toEqual([]);
  });

  test('only app.ts and what starts a process wire the app', () => {
    const wiring = ({ to }: { readonly to: string }) => to === 'src/app.ts' || roomOf(to) === 'composition';
    const wrong = pairs.filter(
      (pair) => wiring(pair) && roomOf(pair.from) !== '' && roomOf(pair.from) !== 'composition',
    );
    expect(wrong).toEqual([]);
  });

  test('nothing imports in a circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]) => {
      if (way.includes(path)) return void circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      if (done.has(path)) return;
      for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
      done.add(path);
    };
    for (const path of [...files, ...around]) visit(path, []);
    expect(circles).toEqual([]);
  });

  test('no room is a drawer for everything', () => {
    expect(
      files.filter((path) => /\/(utils?|helpers?|common|misc|managers?|index)(\/|\.ts$)/.test(path)),
    ).toEqual([]);
  });

  test('a file above 300 lines says why', () => {
    const unexplained = ['src', 'test', 'demo', 'scripts', 'bin']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
      )
      .filter((path) => /\.(ts|tsx|mjs|css)$/.test(path))
      .filter((path) => {
        const text = readFileSync(path, 'utf8');
        return text.trimEnd().split('\n').length > 300 && !saysWhyItIsLong(text);
      });
    expect(
      unexplained,
      'Two things live in a long file: part them. If it is one thing, write "Long because …" into its head comment.',
    ).toEqual([]);
  });
});

/** Whether a comment at the left margin, as those at the head of a file or above what it exports are, gives the reason. */
function saysWhyItIsLong(text: string): boolean {
  return /^(\/\*\*?|\/\/| \*) .*\bLong because \w/m.test(text);
}

/** A tool is started by hand, and wires what it needs. */
function isTool(path: string): boolean {
  return path.endsWith('/tool.ts');
}
