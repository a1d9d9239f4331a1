/** Addresses that are not of the public internet, each for a reason of its own. */
const PRIVATE_4 = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.254',
  '100.64.0.1', // behind a provider's NAT
  '100.127.255.254',
  '100.100.100.200', // a cloud's metadata
  '127.0.0.1',
  '127.1.2.3',
  '168.63.129.16', // a cloud's wire server
  '169.254.169.254', // the metadata of most clouds
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.192',
  '192.0.2.1', // documentation, and its two neighbours
  '198.51.100.1',
  '203.0.113.1',
  '192.88.99.1', // a relay of 6to4
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
];

const PRIVATE_6 = [
  '::',
  '::1',
  '::2',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  'fc00::1',
  'fd00:ec2::254', // a cloud's metadata
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '100::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:80ff:fffe', // Teredo, to 127.0.0.1
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2620:4f:8000::1',
  '3fff::1',
  '4000::1',
  '5f00::1',
];

const octets = (address: string) => address.split('.').map(Number);
const whole = (address: string) => octets(address).reduce((sum, octet) => sum * 256 + octet, 0);
const hex = (number: number, digits = 1) => number.toString(16).padStart(digits, '0');
const octal = (number: number) => `0${number.toString(8)}`;
const fullwidth = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
const escaped = (text: string) => text.replace(/./g, (letter) => `%${hex(letter.codePointAt(0) ?? 0, 2)}`);

/** All the ways that a URL can spell an IPv4 address, and the IPv6 addresses that lead to one. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = octets(address);
  const groups = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
  return [
    address,
    `${address}.`,
    String(whole(address)),
    `0x${hex(whole(address))}`,
    `0X${hex(whole(address), 8).toUpperCase()}`,
    octal(whole(address)),
    [a, b, c, d].map((octet) => `0x${hex(octet)}`).join('.'),
    [a, b, c, d].map(octal).join('.'),
    `0x${hex(a)}.${octal(b)}.${c}.${d}`,
    `${a}.${whole(address) % 2 ** 24}`,
    `${a}.${b}.${c * 256 + d}`,
    fullwidth(address),
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replace('.', '｡'),
    address.replaceAll('.', '%2e'),
    `${address}%00.example`,
    escaped(address),
    `[::ffff:${address}]`,
    `[::FFFF:${address}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::ffff:${groups}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${groups}::]`,
    `[::ffff:0:${address}]`,
  ];
}

const LOCAL_NAMES = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'ⓛocalhost',
  'loc%61lhost',
  'printer.local',
  'metadata.google.internal',
  'metadata.google.internal.',
  'metadata',
  'intranet',
  'ip6-localhost',
  'localhost.localdomain',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'router.home.arpa',
  '1.0.0.127.in-addr.arpa',
  'nas.lan',
  'pd.corp',
  'pd.intranet',
  'x.onion',
  'x.test',
  'x.invalid',
];

const OTHER_SCHEMES = [
  'http',
  'ftp',
  'file',
  'gopher',
  'ws',
  'wss',
  'data',
  'javascript',
  'blob',
  'ldap',
  'dict',
  'unix',
];

const REAL = 'api.pagerduty.com';

const MISLEADING = [
  '',
  ' ',
  'https://',
  'https:///',
  REAL,
  `//${REAL}`,
  `https://key@${REAL}`,
  `https://key:secret@${REAL}`,
  `https://:secret@${REAL}`,
  `https://${REAL}@10.0.0.1`,
  `https://${REAL}%2f@127.0.0.1`,
  `https://${REAL}\\@127.0.0.1`,
  `https://${REAL}:443@127.0.0.1`,
  `https://127.0.0.1\\.${REAL}`,
  `https://127.0.0.1/.${REAL}`,
  `https://127.0.0.1#${REAL}`,
  `https://127.0.0.1?${REAL}`,
  'https://127.0.0.1:443',
  'https://127.0.0.1:8443',
  'https:127.0.0.1',
  'https:\\\\127.0.0.1',
  '\thttps://127.0.0.1',
  'ht\ntps://127.0.0.1',
  'https://127.0.\n0.1',
  `https://${REAL}/incidents`,
  `https://${REAL}?x`,
  `https://${REAL}#x`,
  `https://${REAL}/..//10.0.0.1`,
  'https://acme.pagerduty.com',
  'https://acme.eu.pagerduty.com',
  'https://аpi.pagerduty.com', // a Cyrillic а
  'https://api.pagerdütý.com',
  'https://xn--pi-7kc.example',
  'https://api.pagerduty.com\u200b.example/x',
  'https://[::1',
  'https://[fe80::1%25eth0]',
  'https://[fe80::1%eth0]',
  'https://[::1%25lo]',
  'https://[2606:4700::1%25eth0]',
  `https://${REAL}..`,
  `https://.${REAL}`,
  `https://${REAL}:０`,
  `https://${REAL}:0`,
  `https://${REAL}:-1`,
  `https://${REAL}:+443`,
  `https://${REAL}:0x1bb`,
  `https://${REAL}:443.0`,
  `https://${REAL}:65536`,
  `https://${REAL}:443:443`,
  `https://${REAL}%00`,
  `https://${REAL}%0d%0aHost:10.0.0.1`,
  `https://user@${REAL}@10.0.0.1`,
  `https://${REAL};@127.0.0.1`,
  `https://[${REAL}]`,
  'https://[127.0.0.1]',
  'https://0x7f.1',
  'https://0177.1',
  'https://127.1',
  'https://0x.0x',
  'https://127.0.0.0x1',
  'https://127.0.0.08',
  'https://256.256.256.256',
  'https://1.2.3.4.5',
  'https://127.0.0.1.',
  'https://0',
  'https://0x',
  `https://${'a'.repeat(600)}.example`,
];

const PORTS = [
  1, 7, 19, 21, 22, 23, 25, 53, 80, 110, 111, 123, 135, 139, 143, 161, 389, 445, 465, 514, 587, 636, 873, 993,
  1023,
];

/** More than 500 addresses that must not be connected. */
export function urlTricks(): readonly string[] {
  return [
    ...PRIVATE_4.flatMap(spellings).map((host) => `https://${host}`),
    ...PRIVATE_4.map((host) => `https://${host}:8443/`),
    ...PRIVATE_6.flatMap((host) => [
      `https://[${host}]`,
      `https://[${host}]:8443`,
      `https://[${host.toUpperCase()}]/`,
    ]),
    ...LOCAL_NAMES.flatMap((host) => [`https://${host}`, `https://${host}:8443`]),
    ...OTHER_SCHEMES.map((scheme) => `${scheme}://${REAL}`),
    ...PORTS.map((port) => `https://${REAL}:${port}`),
    ...PORTS.map((port) => `https://pd.example.org:${port}`),
    ...MISLEADING,
  ];
}

/** Names of the internet with what they lead to: one address inside is enough. */
export const LEADING_INSIDE: readonly (readonly [name: string, addresses: readonly string[]])[] = [
  ['127.0.0.1.nip.io', ['127.0.0.1']],
  ['localtest.me', ['127.0.0.1', '::1']],
  ['public-first.example.org', ['8.8.8.8', '10.0.0.7']],
  ['private-first.example.org', ['10.0.0.7', '8.8.8.8']],
  ['in-the-middle.example.org', ['8.8.8.8', '1.1.1.1', '169.254.169.254', '9.9.9.9']],
  ['public-4-private-6.example.org', ['8.8.8.8', 'fd00:ec2::254']],
  ['mapped.example.org', ['::ffff:127.0.0.1']],
  ['mapped-public.example.org', ['::ffff:8.8.8.8']],
  ['translated.example.org', ['64:ff9b::a00:1']],
  ['tunnelled.example.org', ['2002:7f00:1::1']],
  ['teredo.example.org', ['2001:0:4136:e378:8000:63bf:80ff:fffe']],
  ['zone.example.org', ['fe80::1%eth0']],
  ['carrier.example.org', ['100.64.0.1']],
  ['everybody.example.org', ['255.255.255.255']],
  ['nobody.example.org', []],
];

/** Addresses that people do connect. */
export const REAL_URLS: readonly string[] = [
  'https://api.pagerduty.com',
  'https://api.pagerduty.com/',
  'https://api.pagerduty.com.',
  'https://api.pagerduty.com:443',
  ' https://API.PagerDuty.com ',
  'https://api.eu.pagerduty.com',
  'https://pd.example.org',
  'https://pd.example.org:8443',
  'https://pd-proxy.corp.example.co.uk',
  'https://8.8.8.8',
  'https://8.8.8.8.',
  'https://api.pagerduty.com:0443',
  'https://api．pagerduty｡com',
  'https://local.example.org',
  'https://pd.internal.example.org',
  'https://[2606:4700::1]',
];
