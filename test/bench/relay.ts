import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay that counts what passes. */
export interface Relay {
  readonly port: number;
  /** Bytes that callers sent, and that were sent back to them. */
  counts(): { readonly sent: number; readonly received: number };
  stop(): Promise<void>;
}

export async function startRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const total = { sent: 0, received: 0 };
  const server = createServer((caller) => {
    const called = connect(target, '127.0.0.1');
    for (const socket of [caller, called]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        caller.destroy();
        called.destroy();
      });
    }
    caller.on('data', (chunk) => {
      total.sent += chunk.length;
    });
    called.on('data', (chunk) => {
      total.received += chunk.length;
    });
    caller.pipe(called);
    called.pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  return {
    port,
    counts: () => ({ ...total }),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
