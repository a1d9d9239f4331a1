import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The threats that SECURITY.md names: T1, T2, … */
const threats = [...read('SECURITY.md').matchAll(/^\| (T\d+) \|/gm)].map(([, id = '']) => id);

/** Where each threat is named in the title of a test. */
const tested = globSync('test/**/*.test.ts', { cwd: root }).flatMap((path) =>
  [...read(path).matchAll(/^\s*(?:(?:test|describe)\b.*?\(|)\s*['`](T\d+) /gm)].map(([, id = '']) => id),
);

test('the threats of SECURITY.md are numbered without a gap', () => {
  expect(threats.length).toBeGreaterThan(20);
  expect(threats).toEqual(threats.map((_, index) => `T${index + 1}`));
});

test('each threat has a test, and no test names another', () => {
  const byNumber = (one: string, other: string) => Number(one.slice(1)) - Number(other.slice(1));
  expect([...new Set(tested)].toSorted(byNumber)).toEqual(threats);
});
