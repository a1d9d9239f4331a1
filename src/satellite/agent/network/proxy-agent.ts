import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxyConfig } from '../file/satellite-config.ts';

/** The proxy does not let a request through. The first sentence of its message says why, the others what to do. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'ERR_PROXY';
}

/** Whose certificates are trusted, where that is not what Node trusts by itself. */
export type Trust = { readonly ca?: string[] };

type Target = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** Milliseconds that a proxy has to connect: less than a request has, so that it is named where it is what is silent. */
const PATIENCE = 15_000;

/** Connects through a proxy, and says so where the proxy is what fails. Tunnels everything (CONNECT): it sees names alone. */
export class ProxyAgent extends HttpsProxyAgent<string> {
  readonly #proxy: ProxyConfig;
  readonly #trust: Trust;
  readonly #patience: number;

  constructor(proxy: ProxyConfig, trust: Trust, { patience = PATIENCE } = {}) {
    const { protocol, host, port, credentials } = proxy;
    const url = new URL(`${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`);
    if (credentials) {
      url.username = encodeURIComponent(credentials.username);
      url.password = encodeURIComponent(credentials.password);
    }
    super(url, { keepAlive: true, ...trust });
    this.#proxy = proxy;
    this.#trust = trust;
    this.#patience = patience;
  }

  override async connect(request: ClientRequest, target: Target): Promise<Socket> {
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: Pick<IncomingMessage, 'statusCode'>) => {
      status = statusCode ?? 0;
    });
    // Whoever gives a request up does not reach the connection to the proxy: a silent one would keep a socket for each.
    const late = new AbortController();
    this.connectOpts = { ...this.connectOpts, signal: late.signal };
    const timer = setTimeout(() => late.abort(), this.#patience);
    try {
      // Its options are for the way to the proxy; the other end of the tunnel is to be trusted alike.
      const socket = await super.connect(request, { ...target, ...this.#trust });
      if (status === 200) return socket;
      socket.destroy();
    } catch (cause) {
      throw this.#unreachable(late.signal.aborted ? null : cause);
    } finally {
      clearTimeout(timer);
    }
    throw this.#refusal(status, target);
  }

  get #place(): string {
    return `${this.#proxy.host}:${this.#proxy.port}`;
  }

  /** @param cause `null` where it was silent for too long */
  #unreachable(cause: unknown): ProxyError {
    const { code, message } = cause instanceof Error ? Object.assign({ code: undefined }, cause) : {};
    const place = `The proxy ${this.#place}`;
    const tls =
      this.#proxy.protocol === 'https'
        ? 'Take protocol: https out, where the proxy itself is not TLS.'
        : 'Add protocol: https, where the proxy itself is TLS.';
    const compare = 'Compare proxy.host and proxy.port in satellite.yml with your proxy.';
    if (cause === null)
      return new ProxyError(
        `${place} does not answer within ${this.#patience / 1000} seconds. ${compare} ${tls}`,
      );
    const why = String(code ?? message);
    return new ProxyError(`${place} cannot be reached (${why}). ${compare} ${tls}`, { cause });
  }

  #refusal(status: number, { host, port }: Target): ProxyError {
    const place = `The proxy ${this.#place}`;
    const { credentials, allTraffic } = this.#proxy;
    // tinyproxy answers 407 where there is no password, and 401 where it is the wrong one.
    if (status === 407 || status === 401)
      return new ProxyError(
        credentials === null
          ? `${place} wants a username and a password (${status}). Set proxy.username and proxy.password in satellite.yml.`
          : `${place} refuses its username or password (${status}). Correct proxy.username and proxy.password in satellite.yml; with special characters in single quotes.`,
      );
    if (status === 403)
      return new ProxyError(
        `${place} does not allow this address or port (403). It must allow CONNECT to ${host}:${port}.`,
      );
    const inside = allTraffic ? ' For a PagerDuty inside your network set all_traffic: false.' : '';
    return new ProxyError(
      `${place} cannot connect to it (${status}). It does not know ${host}, or does not reach port ${port} there: compare the address.${inside}`,
    );
  }
}
