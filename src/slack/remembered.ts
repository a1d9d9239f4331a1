import type { Clock } from '../domain/clock.ts';
import { MINUTE } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';

const FRESH = MINUTE;
const MOST_KEPT = 5_000;

/** Remembers what was fetched for a minute, and what is being fetched; failures are not remembered. */
export function rememberedFor<Value>(clock: Clock) {
  const entries = new Map<string, { readonly at: Instant; readonly value: Promise<Value> }>();
  return (key: string, fetch: () => Promise<Value>): Promise<Value> => {
    const known = entries.get(key);
    if (known && clock.now() - known.at < FRESH) return known.value;
    entries.delete(key);
    const value = fetch();
    entries.set(key, { at: clock.now(), value });
    value.catch(() => entries.delete(key));
    const oldest = entries.keys().next();
    if (entries.size > MOST_KEPT && !oldest.done) entries.delete(oldest.value);
    return value;
  };
}
