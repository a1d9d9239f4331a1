import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { IntakeError } from './intake-error.ts';

export interface LineLimits {
  /** Bytes of all of it, unpacked. */
  readonly inflated: number;
  /** Bytes of one line. */
  readonly line: number;
}

/** Milliseconds of work at a time: between two of them others are served. */
const SLICE = 2;
/** Bytes unpacked at a time. */
const CHUNK = 64 * 1024;
const LINE_BREAK = 10;

/**
 * The lines of a gzip body, unpacked as they are taken: what unpacks to more than allowed is refused before it is there.
 * Works in slices, so that large bodies do not hold up what else the process serves.
 */
export async function* readLines(
  body: Buffer,
  { inflated, line: lineLimit }: LineLimits,
): AsyncGenerator<string> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  let rest: Buffer[] = [];
  let restLength = 0;
  let length = 0;
  let sliceEnds = performance.now() + SLICE;
  try {
    for await (const chunk of Readable.from([body]).pipe(gunzip) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > inflated) throw tooLarge(`It unpacks to more than ${inflated} bytes.`);
      let start = 0;
      for (;;) {
        const end = chunk.indexOf(LINE_BREAK, start);
        if (restLength + (end < 0 ? chunk.length : end) - start > lineLimit)
          throw tooLarge(`A line has more than ${lineLimit} bytes.`);
        if (end < 0) break;
        const line =
          restLength === 0
            ? chunk.toString('utf8', start, end)
            : Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
        [rest, restLength] = [[], 0];
        start = end + 1;
        yield line;
        if (performance.now() > sliceEnds) {
          await breathe();
          sliceEnds = performance.now() + SLICE;
        }
      }
      rest.push(chunk.subarray(start));
      restLength += chunk.length - start;
    }
  } catch (cause) {
    if (cause instanceof IntakeError) throw cause;
    throw broken('It cannot be unpacked.', cause);
  } finally {
    gunzip.destroy();
  }
  if (restLength > 0) throw broken('Its last line has no end.');
}

function tooLarge(message: string): IntakeError {
  return new IntakeError('too_large', message, {
    next: 'Send less at once. If a satellite of ours said this, report it: it should not.',
  });
}

function broken(message: string, cause?: unknown): IntakeError {
  return new IntakeError('broken_body', message, {
    next: 'Send it again as gzip over lines of JSON; a proxy between must not change it.',
    cause,
  });
}
