import type { IncomingMessage } from 'node:http';
import type { BodyRoom } from './body-room.ts';

/** A body is larger than the route takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** It had to make room for others. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
}

/** The body ended before it was whole: whoever sent it is gone. */
export class BodyCutOffError extends Error {
  override readonly name = 'BodyCutOffError';
}

/**
 * The whole body of a request. Rejects with a {@link BodyTooLargeError} at the first byte beyond the limit, or at once where
 * the request announces more; with a {@link BodyCutOffError} where it ends too early; with a {@link NoRoomError} where all
 * bodies together are too much. How long it may take is the server's to watch.
 *
 * @param limit bytes
 * @param room shared with all other bodies
 */
export function readBody(request: IncomingMessage, limit: number, room: BodyRoom): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    /** What still comes is not kept. */
    const giveUp = (error: Error) => {
      place.leave();
      chunks = [];
      request.removeAllListeners('data').resume();
      reject(error);
    };
    const place = room.enter(() => giveUp(new NoRoomError('Too much comes in at once. Send it again.')));
    const tooLarge = () => giveUp(new BodyTooLargeError(`A body has at most ${limit} bytes.`));
    if (Number(request.headers['content-length']) > limit) return tooLarge();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return tooLarge();
      chunks.push(chunk);
      place.grow(chunk.length);
    });
    request.once('end', () => {
      place.leave();
      resolve(Buffer.concat(chunks));
    });
    const cutOff = (cause?: unknown) => {
      place.leave();
      reject(new BodyCutOffError('The body was cut off.', { cause }));
    };
    request.once('error', cutOff);
    request.once('close', () => cutOff());
  });
}
