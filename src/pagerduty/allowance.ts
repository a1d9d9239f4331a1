import type { Allowance } from './rate-budget.ts';

const LONGEST_RESET = 3_600;

/**
 * What the `ratelimit-*` headers say; `null` where one is missing or no number, as with some 429s.
 *
 * @see https://developer.pagerduty.com/docs/72d3b724589e3-rest-api-rate-limits
 */
export function allowanceOf(header: (name: string) => unknown): Allowance | null {
  const number = (name: string) => {
    const value = header(name);
    return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
  };
  const limit = number('ratelimit-limit');
  const remaining = number('ratelimit-remaining');
  const reset = number('ratelimit-reset');
  if (limit === null || remaining === null || reset === null) return null;
  return { limit, remaining, reset: Math.min(reset, LONGEST_RESET) * 1000 };
}
