import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';

/** Values by a key of several parts. */
interface Remembered<Value> {
  /** The value that is known, or is being fetched; else it is fetched. A failure is not remembered. */
  of(key: readonly (string | null)[], fetch: () => Promise<Value>): Promise<Value>;
  /** Forgets all whose key begins so. */
  forget(...first: readonly string[]): void;
}

/** Remembers what was fetched for so long, and so many at most: the oldest go first. */
export function rememberedFor<Value>(clock: Clock, fresh: Seconds, most: number): Remembered<Value> {
  const entries = new Map<string, { readonly at: Instant; readonly value: Promise<Value> }>();

  return {
    of(parts, fetch) {
      const key = JSON.stringify(parts);
      const known = entries.get(key);
      if (known && clock.now() - known.at < fresh) return known.value;
      const entry = { at: clock.now(), value: fetch() };
      entries.delete(key);
      entries.set(key, entry);
      entry.value.catch(() => entries.get(key) === entry && entries.delete(key));
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
      return entry.value;
    },
    forget(...first) {
      const begin = JSON.stringify(first).slice(0, -1);
      for (const key of entries.keys()) if (key.startsWith(begin)) entries.delete(key);
    },
  };
}
