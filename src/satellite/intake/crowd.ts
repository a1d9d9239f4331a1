import { IntakeError } from './intake-error.ts';

/** Lets so many pieces of work of one and the same go on at once; further ones are refused. */
export type Crowd = <Result>(who: string, work: () => Promise<Result>) => Promise<Result>;

export function createCrowd({ most }: { readonly most: number }): Crowd {
  const going = new Map<string, number>();
  return async (who, work) => {
    const count = going.get(who) ?? 0;
    if (count >= most)
      throw new IntakeError('rate_limited', `More than ${most} batches of one workspace at once.`, {
        next: 'It goes on by itself.',
        retryAfter: 1,
      });
    going.set(who, count + 1);
    try {
      return await work();
    } finally {
      const left = (going.get(who) ?? 1) - 1;
      if (left === 0) going.delete(who);
      else going.set(who, left);
    }
  };
}
