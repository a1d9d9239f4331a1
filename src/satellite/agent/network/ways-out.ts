import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { getCACertificates } from 'node:tls';
import type { SatelliteConfig } from '../file/satellite-config.ts';
import { ProxyAgent, type Trust } from './proxy-agent.ts';

/** How connections are made; each of the two kinds keeps them open for the next request. */
export interface WayOut {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/**
 * The ways to the app and to PagerDuty: through the proxy or directly, trusting what Node trusts (with
 * `NODE_EXTRA_CA_CERTS`) and the authorities of the file besides.
 */
export function waysOut({ proxy, authorities }: Pick<SatelliteConfig, 'proxy' | 'authorities'>): {
  readonly app: WayOut;
  readonly pagerDuty: WayOut;
} {
  // Setting `ca` at all replaces what Node trusts: https://nodejs.org/api/tls.html#tlscreatesecurecontextoptions
  const trust: Trust = authorities === null ? {} : { ca: [...getCACertificates('default'), authorities] };
  const direct = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true, ...trust }),
  };
  if (proxy === null) return { app: direct, pagerDuty: direct };
  const agent = new ProxyAgent(proxy, trust);
  // It serves both kinds of addresses, which the types of Node's agents do not foresee.
  const through: WayOut = { http: agent, https: agent as unknown as HttpsAgent };
  return { app: through, pagerDuty: proxy.allTraffic ? through : direct };
}
