import type { IncomingMessage } from 'node:http';

/** A body is larger than the route takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The body ended before it was whole: whoever sent it is gone. */
export class BodyCutOffError extends Error {
  override readonly name = 'BodyCutOffError';
}

/**
 * The whole body of a request. Rejects with a {@link BodyTooLargeError} at the first byte beyond the limit, or at once where
 * the request announces more; with a {@link BodyCutOffError} where it ends too early. How long it may take is the server's
 * to watch.
 *
 * @param limit bytes
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => {
      request.removeAllListeners('data').resume();
      reject(new BodyTooLargeError(`A body has at most ${limit} bytes.`));
    };
    if (Number(request.headers['content-length']) > limit) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return tooLarge();
      chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    const cutOff = (cause?: unknown) => reject(new BodyCutOffError('The body was cut off.', { cause }));
    request.once('error', cutOff);
    request.once('close', () => cutOff());
  });
}
