import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';

/** Asks at most once in so long, however often its answer is wanted. A failure is not remembered. */
export function atMostEvery<Value>(
  span: Seconds,
  clock: Clock,
  ask: () => Promise<Value>,
): () => Promise<Value> {
  let last: { readonly at: number; readonly value: Promise<Value> } | null = null;
  return () => {
    const now = clock.now();
    // A clock that was put back must not keep an answer for hours.
    if (last !== null && Math.abs(now - last.at) < span) return last.value;
    const asked = { at: now, value: ask() };
    last = asked;
    asked.value.catch(() => {
      if (last === asked) last = null;
    });
    return asked.value;
  };
}
