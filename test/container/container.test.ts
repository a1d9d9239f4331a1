import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const dockerfile = read('Dockerfile');
const compose = parse(read('compose.yaml')) as {
  services: Record<string, { environment?: Record<string, string>; volumes?: string[] }>;
};
const explained = new Set(
  [...read('.env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name),
);

test('what the image copies is there, and nothing of it is kept out', () => {
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
  expect(copied).toContain('src');
  expect(copied.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
  const ignored = new Set(read('.dockerignore').split('\n'));
  expect(copied.filter((path) => ignored.has(path))).toEqual([]);
});

test('what the image runs is there', () => {
  const programs = [...dockerfile.matchAll(/"node",(?: "--[^"]+",)* "([^"]+)"/g)].map(
    ([, file = '']) => file,
  );
  expect(programs).toEqual(['bin/probe.mjs', 'bin/start.mjs']);
  expect(programs.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});

test('every variable that is set for the app is one that it knows', () => {
  const inImage = [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=/g)].map(
    ([, name]) => name,
  );
  const set = [...inImage, ...Object.keys(compose.services.app?.environment ?? {})];
  expect(set.filter((name) => name !== 'NODE_ENV' && !explained.has(name))).toEqual([]);
});

test('what the database mounts from the project is there', () => {
  const mounted = (compose.services.database?.volumes ?? []).filter((volume) => volume.startsWith('./'));
  expect(mounted.length).toBeGreaterThan(0);
  for (const volume of mounted) expect(existsSync(resolve(root, volume.split(':')[0] ?? ''))).toBe(true);
});
