import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxyConfig } from '../file/satellite-config.ts';

/** The proxy does not let a request through. The message is a sentence for the operator. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'ERR_PROXY';
}

/** Whose certificates are trusted, where that is not what Node trusts by itself. */
export type Trust = { readonly ca?: string[] };

/** Connects through a proxy, and says so where the proxy is what fails. Tunnels everything (CONNECT): it sees names alone. */
export class ProxyAgent extends HttpsProxyAgent<string> {
  readonly #place: string;
  readonly #trust: Trust;

  constructor({ protocol, host, port, credentials }: ProxyConfig, trust: Trust) {
    const url = new URL(`${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`);
    if (credentials) {
      url.username = encodeURIComponent(credentials.username);
      url.password = encodeURIComponent(credentials.password);
    }
    super(url, { keepAlive: true, ...trust });
    this.#place = `${host}:${port}`;
    this.#trust = trust;
  }

  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<string>['connect']>[1],
  ): Promise<Socket> {
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: Pick<IncomingMessage, 'statusCode'>) => {
      status = statusCode ?? 0;
    });
    // Its options are for the way to the proxy; the other end of the tunnel is to be trusted alike.
    const socket = await super
      .connect(request, { ...options, ...this.#trust })
      .catch((cause: NodeJS.ErrnoException) => {
        throw new ProxyError(`The proxy ${this.#place} cannot be reached (${cause.code ?? cause.message}).`, {
          cause,
        });
      });
    if (status === 200) return socket;
    socket.destroy();
    throw new ProxyError(refusal(this.#place, status));
  }
}

function refusal(place: string, status: number): string {
  if (status === 407) return `The proxy ${place} refuses its username or password (407).`;
  if (status === 403) return `The proxy ${place} does not allow this address or port (403).`;
  return `The proxy ${place} cannot connect to it (${status}).`;
}
