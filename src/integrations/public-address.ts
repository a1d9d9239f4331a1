import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Of IPv6 only this is given out as the public internet; all else, mapped and translated IPv4 among it, is something else. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Public by number, private by use: Azure answers every machine of its own there, with secrets.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const WIRE_SERVER = '168.63.129.16';

/**
 * Whether an IP address lies in the public internet. Text that is no IP address does not.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(text: string): boolean {
  // The library also reads 0x7f.1 and fe80::1%eth0; what comes here is what a resolver or a socket says.
  if (isIP(text) === 0 || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4'
    ? address.toString() !== WIRE_SERVER
    : (address as ipaddr.IPv6).match(GLOBAL_UNICAST); // its kind was asked for
}
