import { describe, expect, test } from 'vitest';
import { type AccountUrl, addressProblem, parseAccountUrl } from '../../src/integrations/account-url.ts';

const ALLOWED = ['http://pagerduty.corp.example:8080'];
const problemOf = (text: string) => {
  const url = parseAccountUrl(text, ALLOWED);
  return url.ok ? null : url.problem;
};

describe('the address of an account', () => {
  test.each([
    ['https://api.pagerduty.com', 'https://api.pagerduty.com'],
    [' https://API.EU.pagerduty.com/ ', 'https://api.eu.pagerduty.com'],
    ['https://pd.example.org:8443', 'https://pd.example.org:8443'],
    ['http://pagerduty.corp.example:8080/proxy/', 'http://pagerduty.corp.example:8080/proxy'],
  ])('%s is %s', (text, url) => {
    expect(parseAccountUrl(text, ALLOWED)).toMatchObject({ ok: true, url });
  });

  test.each([
    ['', 'An address like'],
    ['api.pagerduty.com', 'An address like'],
    ['ftp://api.pagerduty.com', 'An address like'],
    ['https://me:secret@api.pagerduty.com', 'An address like'],
    ['http://api.pagerduty.com', 'Must begin with https://'],
    ['http://pagerduty.corp.example', 'Must begin with https://'],
    ['https://acme.pagerduty.com', 'That is where people log in'],
    ['https://acme.eu.pagerduty.com/incidents', 'That is where people log in'],
    [
      'https://api.pagerduty.com/incidents?x=1',
      'Only the beginning of the address: https://api.pagerduty.com',
    ],
    ['https://localhost', 'Private address.'],
    ['https://localhost.', 'Private address.'],
    ['https://metadata.google.internal', 'Private address.'],
    ['https://10.0.0.7', 'Private address.'],
    ['https://0x7f.1', 'Private address.'],
    ['https://2130706433', 'Private address.'],
    ['https://[::1]', 'Private address.'],
    ['https://[::ffff:10.0.0.1]', 'Private address.'],
  ])('%s is refused: %s', (text, beginning) => {
    expect(problemOf(text)?.startsWith(beginning)).toBe(true);
  });
});

describe('an origin that the operator allows is allowed as it stands, and no other for its sake', () => {
  test.each([
    'http://pagerduty.corp.example',
    'http://pagerduty.corp.example:80',
    'http://pagerduty.corp.example:808',
    'http://pagerduty.corp.example:8081',
    'http://proxy.pagerduty.corp.example:8080',
    'http://pagerduty.corp.example.evil.example:8080',
    'http://evilpagerduty.corp.example:8080',
    'https://pagerduty.corp.example:8080',
  ])('%s', (text) => {
    const url = parseAccountUrl(text, ALLOWED);
    expect(url.ok && url.exempt).toBe(false);
  });

  test.each(['http://10.0.0.71', 'http://10.0.0.7:8080', 'https://10.0.0.7', 'http://10.0.0.7.evil.example'])(
    '%s where http://10.0.0.7 is allowed',
    (text) => {
      expect(parseAccountUrl('http://10.0.0.7/', ['http://10.0.0.7']).ok).toBe(true);
      expect(parseAccountUrl(text, ['http://10.0.0.7']).ok).toBe(false);
    },
  );
});

describe('what a host name leads to', () => {
  const url = parseAccountUrl('https://pd.example.org', ALLOWED) as AccountUrl & { ok: true }; // tested above
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

  test('public addresses are fine', async () => {
    expect(await addressProblem(url, async () => ['8.8.8.8', '2606:4700::1'])).toBe(null);
  });
  test('one private address among public ones is refused', async () => {
    expect(await addressProblem(url, async () => ['8.8.8.8', '10.0.0.1'])).toMatch(/^Private address\./);
  });
  test('a name that nobody knows is a spelling mistake', async () => {
    expect(await addressProblem(url, failing('ENOTFOUND'))).toBe(
      'Nobody knows pd.example.org. Check the spelling.',
    );
  });
  test('a resolver that does not answer is nobody’s mistake', async () => {
    await expect(addressProblem(url, failing('EAI_AGAIN'))).rejects.toThrow('EAI_AGAIN');
  });
  test('an exempt origin is not looked up', async () => {
    const exempt = parseAccountUrl('http://pagerduty.corp.example:8080', ALLOWED) as AccountUrl & {
      ok: true;
    };
    expect(await addressProblem(exempt, failing('ENOTFOUND'))).toBe(null);
  });
});
