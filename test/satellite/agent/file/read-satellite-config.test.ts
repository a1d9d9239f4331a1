import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSatelliteConfig } from '../../../../src/satellite/agent/file/read-satellite-config.ts';
import { SatelliteFileError } from '../../../../src/satellite/agent/file/satellite-file-error.ts';
import { sealer } from '../../../../src/satellite/agent/file/sealed-value.ts';

const GOOD = `satellite:
  tenant: T1
  api_key: sei-enrol_key
  url: 'https://sei.example.com/satellite/'
integrations:
  - id: 0123
    application: pagerduty
    url: https://api.pagerduty.com
    username: dana@example.com
    api_key: pd-key
`;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-file-'));
  path = join(folder, 'satellite.yml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string, environment: Record<string, string> = {}) {
  await writeFile(path, text, { mode: 0o600 });
  return readSatelliteConfig(path, environment);
}

/** What is told of a file that cannot be used. */
async function problemsOf(
  text: string,
  environment: Record<string, string> = {},
): Promise<readonly string[]> {
  const error = await read(text, environment).catch((thrown: unknown) => thrown);
  if (error instanceof SatelliteFileError) return error.problems;
  throw new Error('The file was taken.', { cause: error });
}

test('a file as Slack hands it over, with the key filled in', async () => {
  expect(await read(GOOD)).toEqual({
    path,
    tenant: 'T1',
    enrolmentKey: 'sei-enrol_key',
    url: 'https://sei.example.com/satellite',
    proxy: null,
    authorities: null,
    credentialPath: join(folder, 'satellite.credential'),
    integrations: [
      { id: '0123', url: 'https://api.pagerduty.com', username: 'dana@example.com', apiKey: 'pd-key' },
    ],
    logLevel: 'info',
    warnings: [],
  });
});

test('values come from the environment, a number too; twice the sign keeps the text', async () => {
  const proxied = GOOD.replace(
    'integrations:',
    () => `  proxy:
    host: proxy.corp
    port: \${PROXY_PORT}
    username: sat
    password: '\${PROXY_PASSWORD}-$\${x}'
    all_traffic: true
integrations:`,
  );
  const { proxy } = await read(proxied, { PROXY_PORT: '3128', PROXY_PASSWORD: 'p: {}' });
  expect(proxy).toEqual({
    protocol: 'http',
    host: 'proxy.corp',
    port: 3128,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text that was escaped
    credentials: { username: 'sat', password: 'p: {}-${x}' },
    allTraffic: true,
  });
});

test('a variable that is not set is named, with its line', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's own notation
  expect(await problemsOf(GOOD.replace('pd-key', '${PD_KEY}'))).toEqual([
    'line 10: integrations[0].api_key needs PD_KEY, which is not set in the environment.',
  ]);
});

test('the placeholder must be filled in', async () => {
  expect(await problemsOf(GOOD.replace('pd-key', "'<PAGERDUTY_API_KEY>'"))).toEqual([
    'line 10: integrations[0].api_key still holds the placeholder <PAGERDUTY_API_KEY>: put a read-only API key of your PagerDuty account there.',
  ]);
});

test.each([
  ['a tab', GOOD.replace('  tenant', '\ttenant'), /^line 2, column 1: .*never with tabs/],
  [
    'a line too far in',
    GOOD.replace('  url: https://api', '    url: https://api'),
    /^line 7, column 18: .*two spaces/,
  ],
  [
    'a quote that is not closed',
    GOOD.replace('https://api', '"https://api'),
    /^line 8, column 10: the quote that begins here has no end/,
  ],
  [
    'a value that begins with a star',
    GOOD.replace('pd-key', '*pd-key'),
    /^line 10, column 14: .*single quotes/,
  ],
  ['a value that begins with @', GOOD.replace('pd-key', '@pd-key'), /^line 10, column 14: .*single quotes/],
  ['a name twice', GOOD.replace('  tenant: T1', '  tenant: T1\n  tenant: T2'), /^line 3, column 3: .*once/],
])('YAML that cannot be read: %s', async (_, text, sentence) => {
  expect(await problemsOf(text)).toEqual([expect.stringMatching(sentence)]);
});

test('a misspelt name is told with the one that was meant, beside what is missing', async () => {
  expect(await problemsOf(GOOD.replace('username', 'usrname').replace('pd-key', ''))).toEqual([
    'line 10: integrations[0].api_key is missing: a read-only API key of your PagerDuty account.',
    'line 9: "usrname" is not known here. Did you mean "username"?',
  ]);
});

test('a name at the wrong level is told to be indented', async () => {
  const problems = await problemsOf(GOOD.replace('satellite:\n  tenant', 'tenant: T1\nsatellite:\n  url2'));
  expect(problems).toContainEqual(
    'line 1: "tenant" belongs under "satellite:": check how far the line is indented.',
  );
});

test('keys travel over https alone, but on the same machine', async () => {
  expect(await problemsOf(GOOD.replace('https://sei', 'http://sei'))).toEqual([
    'line 4: satellite.url must be an address that begins with https://.',
  ]);
  expect((await read(GOOD.replace('https://sei.example.com', 'http://127.0.0.1:3000'))).url).toBe(
    'http://127.0.0.1:3000/satellite',
  );
});

test('the key of PagerDuty travels over plain http only where the file says so', async () => {
  const plain = GOOD.replace('https://api.pagerduty.com', 'http://pagerduty.corp:8080');
  expect(await problemsOf(plain)).toEqual([
    expect.stringMatching(/^line 8: integrations\[0\]\.url is plain http: .* plain_http: true/),
  ]);
  expect(await problemsOf(`${plain}    plain_http: yes\n`)).toEqual([
    'line 11: integrations[0].plain_http must be true or false.',
  ]);
  const { integrations, warnings } = await read(`${plain}    plain_http: true\n`);
  expect(integrations.map(({ url }) => url)).toEqual(['http://pagerduty.corp:8080']);
  expect(warnings).toEqual([
    expect.stringMatching(/0123 travels unencrypted to http:\/\/pagerduty\.corp:8080/),
  ]);
});

test.each(['', 'just text', '- a\n- b'])('no such file at all: %j', async (text) => {
  expect(await problemsOf(text)).toEqual(['The file must begin with "satellite:" and "integrations:".']);
});

test('a file that is not there names the ways to give one', async () => {
  await expect(readSatelliteConfig(path, {})).rejects.toThrow(/no such file.*--config.*CONFIG_FILE/);
  await expect(readSatelliteConfig('satellite.yaml', {})).rejects.toThrow(resolve('satellite.yaml'));
  await expect(readSatelliteConfig(folder, {})).rejects.toThrow(/is a folder. Name the file in it/);
});

test('an authority that is not there is named in full, with where its path counts from', async () => {
  const text = GOOD.replace('  tenant', '  ca_file: corp.pem\n  tenant');
  expect(await problemsOf(text)).toEqual([
    `ca_file ${join(folder, 'corp.pem')}: there is no such file. Its path counts from the folder of satellite.yml, and the satellite's user must be able to read it.`,
  ]);
  await writeFile(join(folder, 'corp.pem'), 'DER');
  expect(await problemsOf(text)).toEqual([expect.stringMatching(/holds no certificate in PEM form/)]);
  await writeFile(join(folder, 'corp.pem'), '-----BEGIN CERTIFICATE-----');
  expect((await read(text)).authorities).toBe('-----BEGIN CERTIFICATE-----');
});

test('a level of logging that there is not is told with those that there are', async () => {
  expect(await problemsOf(GOOD, { LOG_LEVEL: 'verbose' })).toEqual([
    'LOG_LEVEL in the environment must be trace, debug, info, warn, error or silent.',
  ]);
  expect((await read(GOOD, { LOG_LEVEL: 'debug' })).logLevel).toBe('debug');
  expect((await read(GOOD, { LOG_LEVEL: '' })).logLevel).toBe('info');
});

test('a file that others can read is used, with a warning', async () => {
  await read(GOOD);
  await chmod(path, 0o644);
  const { warnings } = await readSatelliteConfig(path, {});
  expect(warnings).toEqual([expect.stringContaining(`chmod 600 ${path}`)]);
});

test('more integrations than one satellite may read', async () => {
  const entry = GOOD.slice(GOOD.indexOf('  - id'));
  const many = Array.from({ length: 100 }, (_, index) => entry.replace('0123', `id-${index}`)).join('');
  expect((await read(GOOD.replace(entry, many))).integrations).toHaveLength(100);
  expect(await problemsOf(GOOD + many)).toEqual([
    'line 6: integrations has more than 100 entries: split it, one satellite each.',
  ]);
});

test('two integrations with one id', async () => {
  const entry = GOOD.slice(GOOD.indexOf('  - id'));
  expect(await problemsOf(GOOD + entry)).toEqual(['Two integrations have the id 0123: remove one.']);
});

test('an encrypted value opens with its passphrase, and says what is wrong without it', async () => {
  const text = GOOD.replace('pd-key', sealer('right').seal('pd-key'));
  expect((await read(text, { ENCRYPTION_PASSWORD: 'right' })).integrations[0]?.apiKey).toBe('pd-key');
  expect(await problemsOf(text)).toEqual([
    'line 10: integrations[0].api_key is encrypted: set ENCRYPTION_PASSWORD to the passphrase.',
  ]);
  expect(await problemsOf(text, { ENCRYPTION_PASSWORD: 'wrong' })).toEqual([
    'line 10: integrations[0].api_key is encrypted. ENCRYPTION_PASSWORD does not open it: another passphrase encrypted it, or the value was changed.',
  ]);
});
