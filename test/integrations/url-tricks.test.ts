import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressProblem, parseAccountUrl } from '../../src/integrations/account-url.ts';
import { isPublicAddress } from '../../src/integrations/public-address.ts';
import { LEADING_INSIDE, REAL_URLS, urlTricks } from './url-tricks.ts';

const parsed = (text: string) => parseAccountUrl(text, []);
const tricks = [...new Set(urlTricks())];

describe('T7 a typed address that leads inside', () => {
  test('more than 500 spellings and tricks are refused, each with a sentence', () => {
    expect(tricks.length).toBeGreaterThan(500);
    const let_in = tricks.filter((text) => parsed(text).ok);
    expect(let_in).toEqual([]);
    for (const text of tricks) {
      const url = parsed(text);
      if (!url.ok) expect(url.problem, text).toMatch(/^[A-Z].*\S$/);
    }
  });

  test('with one exempt origin they are refused still', () => {
    const exempt = ['http://pagerduty.corp.example:8080', 'https://10.1.1.1'];
    expect(tricks.filter((text) => parseAccountUrl(text, exempt).ok)).toEqual([]);
  });

  test.each(REAL_URLS)('%s is fine', async (text) => {
    const url = parsed(text);
    expect(url).toMatchObject({ ok: true, exempt: false });
    if (url.ok) expect(await addressProblem(url, async () => ['8.8.8.8', '2606:4700::1'])).toBeNull();
  });

  test('whatever text is taken, it is one https origin without a name, a path or a private address', () => {
    const hosts = fc.oneof(
      fc.ipV4Extended(),
      fc.ipV6().map((host) => `[${host}]`),
      fc.domain(),
      fc.string(),
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc
        .tuple(
          fc.constantFrom('https://', 'https:', 'HTTPS://', 'https:\\'),
          hosts,
          fc.constantFrom('', ':8443', '/', '.'),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const url = parsed(text);
        if (!url.ok) return;
        const { protocol, origin, username, port } = new URL(url.url);
        expect([protocol, origin, username]).toEqual(['https:', url.url, '']);
        expect(port === '' || Number(port) >= 1024).toBe(true);
        if (/^[\d.]+$|:/.test(url.hostname)) expect(isPublicAddress(url.hostname)).toBe(true);
        // Read again it is the same: what was checked is what is asked.
        expect(parsed(url.url)).toEqual(url);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(LEADING_INSIDE)('%s leads to %j, and is refused', async (name, addresses) => {
    const url = parsed(`https://${name}`);
    expect(url.ok && (await addressProblem(url, async () => addresses))).toContain('Private address');
  });

  test('of a name that leads to several addresses, one that is private is enough to refuse it', () => {
    const url = parsed('https://pd.example.org');
    const addresses = fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { minLength: 1, maxLength: 6 });
    return fc.assert(
      fc.asyncProperty(addresses, async (found) => {
        const problem = url.ok ? await addressProblem(url, async () => found) : 'unreadable';
        expect(problem === null).toBe(found.every(isPublicAddress));
      }),
    );
  });
});
