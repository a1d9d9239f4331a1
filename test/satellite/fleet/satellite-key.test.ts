import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { scrub } from '../../../src/log.ts';
import {
  hashOfKey,
  isKeyOf,
  newKey,
  newSatelliteId,
  parseKey,
} from '../../../src/satellite/fleet/satellite-key.ts';

test('a key tells what it is for and whose it is, and holds 256 random bits', () => {
  const id = newSatelliteId(randomBytes);
  expect(id).toMatch(/^[0-9a-hj-np-tv-z]{10}$/);
  for (const kind of ['enrolment', 'satellite'] as const) {
    const key = newKey(kind, id, randomBytes);
    expect(parseKey(key)).toEqual({ kind, id });
    expect(Buffer.from(key.slice(key.indexOf(id) + 11), 'base64url')).toHaveLength(32);
    expect(newKey(kind, id, randomBytes)).not.toBe(key);
  }
});

test('is proved by its hash alone', () => {
  const key = newKey('satellite', '0123456789', randomBytes);
  expect(isKeyOf(key, hashOfKey(key))).toBe(true);
  expect(isKeyOf(`${key}x`, hashOfKey(key))).toBe(false);
  expect(isKeyOf(key, '')).toBe(false);
});

test.each([
  '',
  'sei-enrol_',
  'sei-enrol_0123456789_short',
  'xoxb-1',
  ` sei-satellite_0123456789_${'x'.repeat(43)}`,
])('%j is no key', (text) => {
  expect(parseKey(text)).toBeNull();
});

test('no log shows one, wherever it stands', () => {
  const key = newKey('enrolment', '0123456789', randomBytes);
  expect(scrub(`GET /?k=${key} failed`)).toBe('GET /?k=[redacted] failed');
});
