import { connect } from 'node:net';

/** Writes pieces to a port as they are, pausing between them, and resolves with all that came back when the connection ended. */
export function rawRequest(
  port: number,
  pieces: readonly string[],
  pause: () => Promise<unknown> = async () => {},
  /** Milliseconds after the last piece, after which nothing more is waited for. */
  patience = 60_000,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let came = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      came += chunk;
    });
    socket.on('error', () => {}); // cut off by the other side: what came until then is the answer
    socket.on('close', () => resolve(came));
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(piece);
        await pause();
      }
      socket.setTimeout(patience, () => socket.destroy());
    });
  });
}

/** The status of what one request, written as it is, was answered with; its connection is closed then. */
export async function rawStatus(port: number, request: string): Promise<number> {
  return statusOf(await rawRequest(port, [request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')]));
}

/** The status line's number; 0 where none came. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
