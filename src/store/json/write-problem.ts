import type { Instant } from '../../domain/instant.ts';
import { StoreError } from '../errors.ts';
import type { StoreHealth } from '../store.ts';

export type Problem = NonNullable<StoreHealth['problem']>;

/** A write that did not happen. What was acknowledged before is safe. */
export class StoreWriteError extends StoreError {
  override readonly name = 'StoreWriteError';
}

/** What a failed system call means for the operator. */
export function problemOf(
  error: unknown,
  folder: string,
  since: Instant,
  when: 'at start' | 'later' = 'later',
): Problem {
  const then = when === 'at start' ? 'Then start again' : 'Writing then goes on by itself';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      cause: 'disk full',
      since,
      sentence: `The disk of ${folder} is full. Free some space. ${then}. Reports answer from what is stored.`,
    };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      cause: 'no permission',
      since,
      sentence: `This process may not write in ${folder}. Give its user the right to. ${then}. Reports answer from what is stored.`,
    };
  }
  if (code === 'EROFS') {
    return {
      cause: 'read-only',
      since,
      sentence: `${folder} is read-only. Mount it for writing and start again. Reports answer from what is stored.`,
    };
  }
  return {
    cause: 'input or output error',
    since,
    sentence: `Writing in ${folder} fails (${code || 'unknown error'}). Check the disk. ${then}. Reports answer from what is stored.`,
  };
}
