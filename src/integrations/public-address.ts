import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the public internet.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NOT_PUBLIC_4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, also the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/**
 * IPv6: only 2000::/3 is public at all, so that mapped IPv4, loopback, unique local and link-local need no entry.
 * Within it these are not, or lead to IPv4 addresses of anyone's choice (Teredo, 6to4).
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_PUBLIC_6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Whether an IP address lies in the public internet. Text that is no IP address does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !listed(NOT_PUBLIC_4, 'ipv4', address);
  if (version === 6) {
    return listed([['2000::', 3]], 'ipv6', address) && !listed(NOT_PUBLIC_6, 'ipv6', address);
  }
  return false;
}

function listed(networks: typeof NOT_PUBLIC_4, family: 'ipv4' | 'ipv6', address: string): boolean {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list.check(address, family);
}
