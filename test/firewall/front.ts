import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What ends TLS before the app, as a load balancer does: writes all traffic down, and breaks it off on demand. */
export interface Front {
  readonly port: number;
  /** Where the app is at the moment. */
  appPort: number;
  /** While true, connections are accepted and broken off. */
  broken: boolean;
  /** The next so many answers are lost: the app did what was asked, and the connection breaks. */
  loseAnswers: number;
  /** Resolves when so many more requests to this path have come; rejects after half a minute. */
  heard(path: string, count: number): Promise<void>;
  /** Everything in both directions, unpacked. */
  recorded(): string;
  /** Breaks off every connection. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startFront({ key, certificate }: { key: Buffer; certificate: Buffer }): Promise<Front> {
  const sockets = new Set<Socket>();
  const parts: Buffer[] = [];
  const paths: string[] = [];
  let hear: () => void = () => {};
  const server = createServer({ key, cert: certificate }, (incoming, response) => {
    const sent: Buffer[] = [];
    const body = { path: incoming.url, method: incoming.method, headers: incoming.headers };
    const onwards = request({ host: '127.0.0.1', port: front.appPort, ...body, agent: false });
    parts.push(Buffer.from(`${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)}\n`));
    paths.push(incoming.url ?? '');
    hear();
    incoming.on('data', (chunk: Buffer) => {
      sent.push(chunk);
      onwards.write(chunk);
    });
    incoming.on('end', () => {
      parts.push(Buffer.concat(sent));
      onwards.end();
    });
    incoming.on('error', () => onwards.destroy());
    onwards.on('error', () => response.destroy());
    onwards.on('response', (answer) => {
      const received: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => received.push(chunk));
      answer.on('error', () => response.destroy());
      answer.on('end', () => {
        parts.push(Buffer.concat(received));
        if (front.loseAnswers > 0 && incoming.url?.endsWith('/commit')) {
          front.loseAnswers -= 1;
          return response.destroy();
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.end(Buffer.concat(received));
      });
    });
  });
  server.on('connection', (socket: Socket) => {
    if (front.broken) return socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {}); // connections that were broken off inside the handshake
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  const front: Front = {
    port,
    appPort: 0,
    broken: false,
    loseAnswers: 0,
    heard: (path, count) =>
      new Promise((resolve, reject) => {
        const from = paths.length;
        const late = setTimeout(() => reject(new Error(`${path} was not asked for ${count} times`)), 30_000);
        hear = () => {
          if (paths.slice(from).filter((each) => each.endsWith(path)).length < count) return;
          clearTimeout(late);
          resolve();
        };
      }),
    recorded: () => parts.map(plain).join('\n'),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return front;
}

function plain(part: Buffer): string {
  const zipped = part[0] === 0x1f && part[1] === 0x8b;
  return (zipped ? gunzipSync(part) : part).toString('utf8');
}
