import type { Clock } from '../../domain/clock.ts';
import { MINUTE } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import type { Caller } from '../caller.ts';
import { plainQuestion } from '../mttr/asked.ts';
import type { Services } from '../services.ts';

/** The report of a collection, or why there is none. */
export type HomeNumber = { readonly report: Report } | { readonly sentence: string };

/** What the Home says about collections, computed for each who looks: audiences differ. */
export interface HomeNumbers {
  /** @param collection its name; `null` for all services */
  of(caller: Caller, collection: string | null): Promise<HomeNumber>;
  /** The data changed: what was computed is forgotten. */
  forget(workspaceId: string): void;
}

const FRESH = 5 * MINUTE;
const MOST_KEPT = 2_000;

/** Numbers of the last 30 days, remembered for five minutes. */
export function homeNumbers(reports: Services['reports'], clock: Clock): HomeNumbers {
  const kept = new Map<string, { readonly at: Instant; readonly value: Promise<HomeNumber> }>();
  const keyOf = ({ workspaceId, userId }: Caller, collection: string | null) =>
    JSON.stringify([workspaceId, userId, collection]);

  async function compute(caller: Caller, collection: string | null): Promise<HomeNumber> {
    const answer = await reports.answer(caller, { ...plainQuestion, collection });
    if (answer.kind === 'report') return { report: answer.report };
    return { sentence: answer.kind === 'invalid' ? answer.sentence : 'no answer: open it to see why' };
  }

  return {
    of(caller, collection) {
      const key = keyOf(caller, collection);
      const known = kept.get(key);
      if (known && clock.now() - known.at < FRESH) return known.value;
      kept.delete(key);
      const value = compute(caller, collection);
      value.catch(() => kept.delete(key));
      kept.set(key, { at: clock.now(), value });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return value;
    },
    forget(workspaceId) {
      const begin = JSON.stringify([workspaceId]).slice(0, -1);
      for (const key of kept.keys()) if (key.startsWith(begin)) kept.delete(key);
    },
  };
}
