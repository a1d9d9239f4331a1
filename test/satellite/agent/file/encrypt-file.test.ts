import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encryptFile } from '../../../../src/satellite/agent/file/encrypt-file.ts';
import { readSatelliteConfig } from '../../../../src/satellite/agent/file/read-satellite-config.ts';

const FILE = `# keep this comment
satellite:
  tenant: T1
  api_key: 'it''s a key'   # and this one
  url: https://sei.example.com/satellite
  proxy: { host: proxy, port: 3128, username: u, password: "p w" }
integrations:
  - id: i1
    url: https://api.pagerduty.com
    api_key: \${PAGERDUTY_KEY}
  - id: i2
    url: https://api.pagerduty.com
    api_key: plain-key
`;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-encrypt-'));
  path = join(folder, 'satellite.yml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('secrets are encrypted where they stand; comments, variables and all else stay', async () => {
  const text = FILE.replace("it''s a key", 'enrolment-key');
  await writeFile(path, text, { mode: 0o600 });
  expect(await encryptFile(path, 'passphrase')).toEqual([
    'satellite.api_key',
    'satellite.proxy.password',
    'integrations[1].api_key',
  ]);
  const after = await readFile(path, 'utf8');
  expect(after).not.toMatch(/enrolment-key|p w|plain-key/);
  expect(after.replaceAll(/'enc:v1:[\w-]+'/g, '…')).toBe(
    text.replace("'enrolment-key'", '…').replace('"p w"', '…').replace('plain-key', '…'),
  );
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const config = await readSatelliteConfig(path, { ENCRYPTION_PASSWORD: 'passphrase', PAGERDUTY_KEY: 'k1' });
  expect(config.enrolmentKey).toBe('enrolment-key');
  expect(config.proxy?.credentials?.password).toBe('p w');
  expect(config.integrations.map(({ apiKey }) => apiKey)).toEqual(['k1', 'plain-key']);
});

test('done twice, it changes nothing the second time', async () => {
  await writeFile(path, FILE, { mode: 0o600 });
  await encryptFile(path, 'passphrase');
  const before = await readFile(path, 'utf8');
  expect(await encryptFile(path, 'another')).toEqual([]);
  expect(await readFile(path, 'utf8')).toBe(before);
});

test('a new value is not encrypted with another passphrase than the rest: the satellite starts with one', async () => {
  await writeFile(path, FILE, { mode: 0o600 });
  await encryptFile(path, 'passphrase');
  const renewed = (await readFile(path, 'utf8')).replace(/enc:v1:[\w-]+(?='\n?$)/, 'new-key');
  expect(renewed).toContain("'new-key'");
  await writeFile(path, renewed);
  await expect(encryptFile(path, 'pasphrase')).rejects.toThrow(
    /satellite\.api_key was encrypted with another/,
  );
  expect(await readFile(path, 'utf8')).toBe(renewed);
  expect(await encryptFile(path, 'passphrase')).toEqual(['integrations[1].api_key']);
});

test('a file that is not there is told in words', async () => {
  await expect(encryptFile(path, 'passphrase')).rejects.toThrow(/there is no such file.*--config/);
});
