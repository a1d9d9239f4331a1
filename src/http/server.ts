import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  /** Starts to listen, on all addresses unless one is named. Rejects with a {@link ListenError} where it cannot. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no new connections and resolves when the open ones are done, or cut after the deadline (milliseconds). */
  close(deadline: number): Promise<void>;
}

/** The port cannot be opened; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';

  constructor(port: number, cause: NodeJS.ErrnoException) {
    super(
      cause.code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program. Set PORT to a free one.`
        : `Port ${port} cannot be opened (${cause.code}). Set PORT to one above 1023 that is free.`,
      { cause },
    );
  }
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/**
 * The app's one port. Routes are found by method and path (`GET /healthz`); everything else goes to `otherwise`.
 */
export function createHttpServer(options: {
  readonly routes: Readonly<Record<string, Route>>;
  readonly otherwise: Route;
  readonly onError: (error: unknown) => void;
}): HttpServer {
  const server: Server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000 },
    (request, response) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
      const path = request.url?.split('?')[0] ?? '/';
      const route = options.routes[`${request.method} ${path}`] ?? options.otherwise;
      (async () => route(request, response))().catch((error: unknown) => {
        options.onError(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (cause: NodeJS.ErrnoException) => {
          reject(new ListenError(port, cause));
        });
        // A server that listens has an address object: it is neither closed nor a pipe.
        server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
      }),
    close: (deadline) =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        const cut = setTimeout(() => server.closeAllConnections(), deadline);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Answers with a short text. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
