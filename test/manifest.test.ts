import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fillManifest } from '../src/manifest.ts';

const manifest = await readFile(new URL('../manifest.json', import.meta.url), 'utf8');

test('every address of the manifest becomes the public one, with its path and without a slash at the end', () => {
  const filled = fillManifest(manifest, 'https://apps.acme.example/sei/');
  expect(filled).not.toContain('sei.example.com');
  expect(filled).toContain('"https://apps.acme.example/sei/slack/events"');
});

test('an address with a quote in it leaves the manifest JSON', () => {
  expect(() => JSON.parse(fillManifest(manifest, 'https://acme.example/"x'))).not.toThrow();
});
