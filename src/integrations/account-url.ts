import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type AccountUrl =
  | { readonly ok: true; readonly url: string; readonly hostname: string; readonly exempt: boolean }
  | { readonly ok: false; readonly problem: string };

const PRIVATE = 'Private address. Tick satellite, or ask the operator to allow it.';
const PORTS = 'Only port 443 or one above 1023.';
const LETTERS = 'This address has letters beyond a to z, which can look like others. Enter it in plain ones.';
const LONGEST = 500;
const REGIONS = 'https://api.pagerduty.com (US) or https://api.eu.pagerduty.com (EU)';

/**
 * The address of a PagerDuty API as a person typed it: an https origin that is not visibly private.
 *
 * An exempt one (the operator's `PAGERDUTY_ALLOWED_ORIGINS`) may be http, private, and lie under a path of a proxy.
 * What a host name leads to is for {@link addressProblem} to find out.
 */
export function parseAccountUrl(text: string, allowedOrigins: readonly string[]): AccountUrl {
  const url = text.length > LONGEST ? null : URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return { ok: false, problem: `An address like ${REGIONS}.` };
  }
  // With the dot of a rooted name it would be another origin, and the same account twice.
  url.hostname = url.hostname.replace(/\.$/, '');
  const { origin } = url;
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (hostname === '' || /^\.|\.$/.test(hostname))
    return { ok: false, problem: `An address like ${REGIONS}.` };
  if (allowedOrigins.includes(origin)) {
    return { ok: true, url: origin + url.pathname.replace(/\/+$/, ''), hostname, exempt: true };
  }
  if (url.protocol !== 'https:')
    return { ok: false, problem: 'Must begin with https://: the key is sent with every request.' };
  if (isWebSite(hostname)) {
    return { ok: false, problem: `That is where people log in. The API is at ${REGIONS}.` };
  }
  if (isPrivateName(hostname) || (isIP(hostname) > 0 && !isPublicAddress(hostname))) {
    return { ok: false, problem: PRIVATE };
  }
  if (/(^|\.)xn--/.test(hostname)) return { ok: false, problem: LETTERS };
  if (url.port !== '' && Number(url.port) < 1024) return { ok: false, problem: PORTS };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { ok: false, problem: `Only the beginning of the address: ${origin}` };
  }
  return { ok: true, url: origin, hostname, exempt: false };
}

/**
 * The address of a PagerDuty that only a satellite calls: it may be http, private, and lie under a path. Nobody here
 * asks for it.
 */
export function parseSatelliteUrl(text: string): AccountUrl {
  const url = URL.parse(text.trim());
  if (url === null || isWebSite(url.hostname)) return parseAccountUrl(text, []);
  return parseAccountUrl(text, [url.origin]);
}

/** All addresses of a host name. Rejects as `node:dns` does. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** Why the host name of an address cannot be used, or `null` where it leads to the public internet alone. */
export async function addressProblem(url: AccountUrl & { ok: true }, lookup: Lookup): Promise<string | null> {
  if (url.exempt || isIP(url.hostname) > 0) return null;
  try {
    const addresses = await lookup(url.hostname);
    return addresses.length > 0 && addresses.every(isPublicAddress) ? null : PRIVATE;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTFOUND') return `Nobody knows ${url.hostname}. Check the spelling.`;
    throw error;
  }
}

/** `acme.pagerduty.com` and `acme.eu.pagerduty.com` are for browsers; every account's API is at the regions' hosts. */
function isWebSite(hostname: string): boolean {
  return /\.pagerduty\.com$/.test(hostname) && !/^api\.(eu\.)?pagerduty\.com$/.test(hostname);
}

/**
 * Names that the internet does not have, whatever the resolver of this machine makes of them: special ones, those that networks
 * use inside, and those without a dot, which search domains complete.
 *
 * @see https://www.iana.org/assignments/special-use-domain-names
 */
function isPrivateName(hostname: string): boolean {
  const last = hostname.split('.').at(-1) ?? '';
  return isIP(hostname) === 0 && (!hostname.includes('.') || NOT_PUBLIC.has(last));
}

const NOT_PUBLIC: ReadonlySet<string> = new Set(
  'localhost local localdomain internal intranet private corp home lan svc arpa test invalid onion alt'.split(
    ' ',
  ),
);
