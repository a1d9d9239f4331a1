import type { IncomingMessage } from 'node:http';
import { IntakeError } from './intake-error.ts';

export interface BodyLimits {
  /** Bytes. */
  readonly limit: number;
  /** Milliseconds within which all of it has to be here. */
  readonly patience: number;
}

/** The body of a request, as it came. Throws an {@link IntakeError} as soon as it is too large, too slow, or cut off. */
export function readBody(request: IncomingMessage, { limit, patience }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return reject(tooLarge(limit));
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => end(tooSlow()), patience);
    const end = (outcome: Buffer | IntakeError) => {
      clearTimeout(timer);
      request.off('data', take).off('end', done).off('error', cut).off('close', cut);
      // What still comes is not kept.
      request.on('error', () => {}).resume();
      if (outcome instanceof IntakeError) reject(outcome);
      else resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) end(tooLarge(limit));
      else chunks.push(chunk);
    };
    const done = () => end(Buffer.concat(chunks, length));
    const cut = () =>
      end(
        new IntakeError('broken_body', 'The connection was cut.', { next: 'Send it again.', retryAfter: 1 }),
      );
    request.on('data', take).once('end', done).once('error', cut).once('close', cut);
  });
}

function tooLarge(limit: number): IntakeError {
  return new IntakeError('too_large', `The body has more than ${limit} bytes.`, {
    next: 'Send less at once. If a satellite of ours said this, report it: it should not.',
  });
}

function tooSlow(): IntakeError {
  return new IntakeError('too_slow', 'The body did not arrive in time.', {
    next: 'Send it again; if it stays so, look at the connection and at proxies between.',
    retryAfter: 5,
  });
}
