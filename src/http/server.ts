import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { closeGently } from './close-gently.ts';

/** Answers one request. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  /** Starts to listen, on all addresses unless one is named. Rejects with a {@link ListenError} where it cannot. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no new connections and resolves when the open ones are done, or cut after the deadline (milliseconds). */
  close(deadline: number): Promise<void>;
}

/** For how long a slow client is waited for, in milliseconds. */
export interface Patience {
  /** From the first byte to the end of the headers. */
  readonly headers: number;
  /** From the first byte to the end of the body. */
  readonly request: number;
  /** Between two requests. */
  readonly idle: number;
  /** How often that is looked at. */
  readonly look: number;
}

export interface HttpServerOptions {
  /** By method and path: `GET /healthz`. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly otherwise: Route;
  readonly onError: (error: unknown) => void;
  /** Runs the work of one request: in which context it is done. */
  readonly within?: (work: () => void | Promise<void>) => void | Promise<void>;
  /** Whether the world reaches it by https: then browsers are told to stay with that. */
  readonly isSecure?: boolean;
  readonly patience?: Patience;
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

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const ONLY_HTTPS = { 'strict-transport-security': 'max-age=31536000' };

const PATIENCE: Patience = { headers: 10_000, request: 30_000, idle: 15_000, look: 5_000 };
/** A proxy keeps a few hundred; each costs some 20 kB. */
const MOST_CONNECTIONS = 5_000;

/**
 * The app's one port. Routes are found by method and path; a path that exists for other methods is answered with those,
 * everything else goes to `otherwise`.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { routes, otherwise, onError, isSecure = false, patience = PATIENCE } = options;
  const { within = (work) => work() } = options;
  const headers = { ...SECURITY_HEADERS, ...(isSecure && ONLY_HTTPS) };
  const methods = methodsOf(routes);
  let closing = false;

  const server: Server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.look,
      // Node would answer by itself, without our headers, and takes the first of several.
      requireHostHeader: false,
    },
    (request, response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      if (closing) response.setHeader('connection', 'close');
      const path = request.url?.split('?')[0] ?? '/';
      const route = hasOneHost(request)
        ? (routes[`${request.method} ${path}`] ?? notAllowed(methods.get(path)) ?? otherwise)
        : refuseHost;
      (async () => within(() => route(request, response)))().catch((error: unknown) => {
        onError(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  // Node would answer by itself, without our headers.
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    for (const [name, value] of Object.entries({ ...headers, connection: 'close' }))
      response.setHeader(name, value);
    sendText(response, 417, 'Nothing of that kind is expected here.');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseUnread(error, socket, headers));

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (cause: NodeJS.ErrnoException) => {
          reject(new ListenError(port, cause));
        });
        // A server that listens has an address object: it is neither closed nor a pipe.
        server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
      }),
    close: (deadline) => {
      if (!server.listening) return Promise.resolve();
      closing = true;
      return closeGently(server, deadline);
    },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

const refuseHost: Route = (_request, response) => {
  response.setHeader('connection', 'close');
  sendText(response, 400, 'A request names one host.');
};

/** Which methods each path is there for. */
function methodsOf(routes: Readonly<Record<string, Route>>): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const name of Object.keys(routes)) {
    const [method = '', path = ''] = name.split(' ');
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  return methods;
}

function notAllowed(methods: readonly string[] | undefined): Route | undefined {
  if (methods === undefined) return undefined;
  return (_request, response) => {
    response.setHeader('allow', methods.join(', '));
    sendText(response, 405, `Only ${methods.join(' or ')} here.`);
  };
}

const UNREAD: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** What never became a request is answered too, with the same headers, and its connection ends. */
function refuseUnread(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  headers: Readonly<Record<string, string>>,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = UNREAD[error.code ?? ''] ?? 400;
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map((line) => line.join(': '))];
  socket.end(`${head.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}

/** Answers with a short text. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
