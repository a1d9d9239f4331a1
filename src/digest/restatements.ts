import type { KeptReport } from '../domain/kept-report.ts';
import { changedSince } from '../report/changed-since.ts';
import { compute } from '../report/compute.ts';
import type { Pace } from '../report/in-slices.ts';
import type { Reports } from '../report/reports.ts';
import type { ReportsStore } from '../report/reports-store.ts';
import { excludedIn, settledAgain, withExcluded } from '../report/settle.ts';
import type { Slot } from '../store/slot-ledger.ts';
import type { Restatement } from './digest-report.ts';
import { periodName } from './period-name.ts';

export interface Restated {
  readonly restatements: readonly Restatement[];
  /** Reports with the numbers as they are now: what the next digest compares with, so that each change is told once. */
  readonly reportIds: readonly string[];
}

/**
 * Numbers of earlier digests that are others today, the latest period first.
 *
 * Looks at the window of each alone, and asks why only where number or mean differ.
 *
 * @param slots earlier ones of the digest, the latest first
 * @param current when the period of the present digest begins: that one is not restated
 */
export async function restatements(
  workspaceId: string,
  slots: readonly Slot[],
  current: number,
  { store, reports, pace }: { readonly store: ReportsStore; readonly reports: Reports; readonly pace: Pace },
): Promise<Restated> {
  const excluded = await excludedIn(workspaceId, store);
  const found: Restatement[] = [];
  const reportIds: string[] = [];
  for (const kept of await shownBefore()) {
    const settled = await settledAgain(workspaceId, kept.settled, store);
    // An account that is gone took its data along: nothing is left to compare with.
    if (settled.accounts.length < kept.settled.integrationIds.length) continue;
    const present = withExcluded(settled, excluded);
    const now = await compute(workspaceId, present, { store, pace, windowAlone: true });
    const { recovery } = now.numbers;
    if ((recovery?.n ?? 0) === kept.n && (recovery?.mean ?? null) === kept.mean) continue;
    const then = await compute(workspaceId, settled, { store, pace, windowAlone: true, asOf: kept.sequence });
    const changed = await changedSince(workspaceId, settled, then, now, store);
    if (changed === null) continue;
    found.push({ period: periodName(kept.settled.window), changed });
    const again = await reports.answer(workspaceId, kept.question);
    if (again.kind === 'report' && again.report.id !== null) reportIds.push(again.report.id);
  }
  return { restatements: found, reportIds };

  /** The latest report of each period. */
  async function shownBefore(): Promise<readonly KeptReport[]> {
    const byPeriod = new Map<number, KeptReport>();
    for (const id of slots.flatMap((slot) => slot.reportIds)) {
      const kept = await store.reports?.get(workspaceId, id);
      if (kept === undefined) continue;
      const { start } = kept.settled.window;
      if (start < current && !byPeriod.has(start)) byPeriod.set(start, kept);
    }
    return [...byPeriod.values()].sort((one, other) => other.settled.window.start - one.settled.window.start);
  }
}
