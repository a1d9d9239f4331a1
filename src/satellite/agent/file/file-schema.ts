import { z } from 'zod';
import { isSafeAddress } from '../../protocol/is-safe-address.ts';

/** So many does the protocol take of one satellite. */
const MOST_INTEGRATIONS = 100;
const PLACEHOLDER = /^<[^<>]*>$/;

/** A value that must be there, and must not be what the file was handed over with. */
function required(what: string) {
  const missing = `is missing: ${what}.`;
  return z
    .string(missing)
    .trim()
    .min(1, missing)
    .refine((text) => !PLACEHOLDER.test(text), {
      error: ({ input }) => `still holds the placeholder ${String(input)}: put ${what} there.`,
    });
}

/** What a header can carry; a line break in the middle comes from pasting. */
const sendable = (text: string) => /^[\x21-\x7e]*$/.test(text);

function secret(what: string) {
  return required(what).refine(sendable, 'holds a space, a line break or another character that no key has.');
}

function isPlainHttp(text: string): boolean {
  return URL.parse(text)?.protocol === 'http:';
}

function address(what: string, isAcceptable: (text: string) => boolean) {
  return required(what)
    .refine(
      (text) => PLACEHOLDER.test(text) || isAcceptable(text),
      'must be an address that begins with https://.',
    )
    .transform((text) => text.replace(/\/+$/, ''));
}

const port = z
  .string('is missing: the port of the proxy, e.g. 3128.')
  .refine(
    (text) => /^\d+$/.test(text) && Number(text) > 0 && Number(text) < 65_536,
    'must be a port, 1 to 65535.',
  )
  .transform(Number);

const yesOrNo = z.enum(['true', 'false'], 'must be true or false.').transform((text) => text === 'true');

const proxy = z.strictObject({
  protocol: z.enum(['http', 'https'], 'must be http or https.').default('http'),
  host: required('the name of the proxy').refine(
    (text) => /^[\w.-]+$|^\[?[0-9a-fA-F:]+\]?$/.test(text),
    'must be a name or an address alone, without http:// and without a port.',
  ),
  port,
  username: z.string().optional(),
  password: z.string().optional(),
  all_traffic: yesOrNo.default(false),
});

const satellite = z.strictObject(
  {
    tenant: required('the workspace id that the file came with'),
    api_key: secret('the key that the file came with'),
    url: address('the address that the file came with, which ends in /satellite', isSafeAddress),
    proxy: proxy.optional(),
    ca_file: z.string().trim().min(1).optional(),
    credential_file: z.string().trim().min(1).optional(),
  },
  'is missing, or the lines below it are not indented by two spaces.',
);

const integrationFields = z.strictObject(
  {
    id: required('the id that the file came with'),
    application: z.literal('pagerduty', 'must be pagerduty.').default('pagerduty'),
    url: address(
      'the address of the PagerDuty API, usually https://api.pagerduty.com',
      (text) => isSafeAddress(text) || isPlainHttp(text),
    ),
    plain_http: yesOrNo.default(false),
    username: z.string().trim().default(''),
    api_key: secret('a read-only API key of your PagerDuty account'),
  },
  'must be a list entry with id, url, username and api_key, each on a line of its own.',
);

/** Unencrypted beyond this machine only where the file says so: whoever writes that knows the network between. */
const integration = integrationFields.refine(({ url, plain_http }) => plain_http || isSafeAddress(url), {
  path: ['url'],
  error:
    'is plain http: the key would be readable on its way. Use https://, or, where it stays inside your network, add plain_http: true below.',
});

/** What `satellite.yml` holds, as text from the file. */
export const SatelliteFile = z.strictObject(
  {
    satellite,
    integrations: z
      .array(integration, 'is missing, or its entries do not begin with "- " indented by two spaces.')
      .min(1, 'is empty: there is nothing to read.')
      .max(MOST_INTEGRATIONS, `has more than ${MOST_INTEGRATIONS} entries: split it, one satellite each.`),
  },
  'must begin with "satellite:" and "integrations:".',
);
export type SatelliteFile = z.infer<typeof SatelliteFile>;

/** The names that may stand at each place, for finding what was meant. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(SatelliteFile.shape),
  satellite: Object.keys(satellite.shape),
  'satellite.proxy': Object.keys(proxy.shape),
  'integrations.*': Object.keys(integrationFields.shape),
};
