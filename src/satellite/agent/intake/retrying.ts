import { retryDelay } from '../../../pagerduty/backoff.ts';
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

/** Seconds. An app that says more is asked all the same. */
const LONGEST_RETRY_AFTER = 300;

/** Milliseconds before the next try: as between two requests to PagerDuty, and as long as the app says at least. */
export function waitBefore(tries: number, random: () => number, retryAfter: number | null): number {
  return Math.max(retryDelay(tries, random), Math.min(retryAfter ?? 0, LONGEST_RETRY_AFTER) * 1000);
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
      await sleep(waitBefore(attempt, random, error.retryAfter), signal);
    }
  }
}
