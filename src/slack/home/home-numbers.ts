import type { Actor } from '../../access/actor.ts';
import type { Clock } from '../../domain/clock.ts';
import { MINUTE } from '../../domain/duration.ts';
import type { Report } from '../../domain/report.ts';
import { plainQuestion } from '../mttr/asked.ts';
import { rememberedFor } from '../remembered.ts';
import type { Services } from '../services.ts';

/** The report of a collection, or why there is none. */
export type HomeNumber = { readonly report: Report } | { readonly sentence: string };

/** What the Home says about collections, computed for each who looks: audiences differ. */
export interface HomeNumbers {
  /** @param collection its name; `null` for all services */
  of(caller: Actor, collection: string | null): Promise<HomeNumber>;
  /** The data changed: what was computed is forgotten. */
  forget(workspaceId: string): void;
}

/** Numbers of the last 30 days, remembered for five minutes. */
export function homeNumbers(reports: Services['reports'], clock: Clock): HomeNumbers {
  const kept = rememberedFor<HomeNumber>(clock, 5 * MINUTE, 2_000);

  async function compute(caller: Actor, collection: string | null): Promise<HomeNumber> {
    const answer = await reports.answer(caller, { ...plainQuestion, collection });
    if (answer.kind === 'report') return { report: answer.report };
    return { sentence: answer.kind === 'invalid' ? answer.sentence : 'no answer: open it to see why' };
  }

  return {
    of(caller, collection) {
      const { workspaceId, teamId, userId } = caller;
      return kept.of([workspaceId, teamId, userId, collection], () => compute(caller, collection));
    },
    forget: (workspaceId) => kept.forget(workspaceId),
  };
}
