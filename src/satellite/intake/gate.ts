import { IntakeError } from './intake-error.ts';

/** Lets so many pieces of work go on at once; the others wait, as long as there are not too many of them. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createGate({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }): Gate {
  const queue: (() => void)[] = [];
  let going = 0;
  return async (work) => {
    if (going >= atOnce) {
      if (queue.length >= waiting) throw busy();
      await new Promise<void>((resolve) => queue.push(resolve));
    } else going += 1;
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over.
      const next = queue.shift();
      if (next) next();
      else going -= 1;
    }
  };
}

function busy(): IntakeError {
  return new IntakeError('unavailable', 'Too many batches at once.', {
    next: 'It goes on by itself.',
    retryAfter: 2,
  });
}
