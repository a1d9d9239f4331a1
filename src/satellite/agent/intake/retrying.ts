import type { Sleep } from '../../../pagerduty/sleep.ts';
import { IntakeError } from './intake-errors.ts';

export interface Patience {
  readonly sleep: Sleep;
  /** In `[0, 1)`. */
  readonly random: () => number;
  /** How often it is tried at most. */
  readonly tries: number;
  readonly signal?: AbortSignal | undefined;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** Milliseconds before the next of several tries: doubling from half a second to half a minute, as long as the app says at least. */
export function waitBefore(next: number, random: () => number, retryAfter: number | null): number {
  const doubling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (next - 2));
  return Math.max(doubling * (0.5 + random() / 2), Math.min(retryAfter ?? 0, 300) * 1000);
}

/** Asks again while that can help and patience lasts; the last failure is thrown. */
export async function retrying<Result>(
  { sleep, random, tries, signal }: Patience,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof IntakeError) || !error.passing || attempt >= tries || signal?.aborted)
        throw error;
      await sleep(waitBefore(attempt + 1, random, error.retryAfter), signal);
    }
  }
}
