import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { TransportOptions } from '../pagerduty/transport.ts';
import { isPublicAddress } from './public-address.ts';

type Agents = TransportOptions['agents'];

/** A connection was about to be made to an address that is not of the public internet. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly code = 'ERR_PRIVATE_ADDRESS';

  constructor(hostname: string) {
    super(`${hostname} leads to an address that is not public.`);
  }
}

/** A connection that waits for the next request holds the last one in memory, with its key: not for longer than a sync pauses. */
const KEPT = { keepAlive: true, timeout: 4_000 };

/**
 * Agents for the requests to an account.
 *
 * A connection is made only to an address that was found to be public in the very lookup that it uses: a name that led
 * elsewhere when the account was connected (DNS rebinding) gains nothing. The origins that the operator allows are exempt.
 *
 * @param lookup the resolver that sockets use, `dns.lookup`, or a test's own
 */
export function guardedAgents({
  allowedOrigins,
  lookup,
}: {
  readonly allowedOrigins: readonly string[];
  readonly lookup: LookupFunction;
}): (url: string) => Agents {
  const open: Agents = {
    http: new HttpAgent(KEPT),
    https: new HttpsAgent(KEPT),
  };
  const publicLookup = onlyPublic(lookup);
  const guarded: Agents = {
    http: new NoPlainHttp(),
    https: new GuardedAgent({ ...KEPT, lookup: publicLookup }),
  };
  return (url) => (allowedOrigins.includes(new URL(url).origin) ? open : guarded);
}

/** A lookup that fails where one of the addresses is not public: which of them a socket takes, nobody knows before. */
function onlyPublic(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      if (addresses.length > 0 && addresses.every(isPublicAddress)) return callback(null, found, family);
      callback(new PrivateAddressError(hostname), found, family);
    });
  };
}

/** Sockets look up names alone: an address in the URL itself is looked at here. */
class GuardedAgent extends HttpsAgent {
  override createConnection(...given: Parameters<HttpsAgent['createConnection']>) {
    const [{ host }, callback] = given;
    if (isIP(String(host)) === 0 || isPublicAddress(String(host))) return super.createConnection(...given);
    return refuse(callback, new PrivateAddressError(String(host)));
  }
}

/** The key is sent with every request: never in the clear, unless the operator allowed that origin. */
class NoPlainHttp extends HttpAgent {
  override createConnection(...[, callback]: Parameters<HttpAgent['createConnection']>) {
    return refuse(callback, new PrivateAddressError('An address without https'));
  }
}

/** A request fails as by the network when its agent says so here; what an agent throws would reach nobody who waits. */
function refuse(callback: Parameters<HttpAgent['createConnection']>[1], error: Error): undefined {
  if (callback === undefined) throw error;
  // Node's agents pass no socket beside an error, whatever their types say.
  callback(error, undefined as never);
}
