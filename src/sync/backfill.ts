import type { Span } from '../domain/instant.ts';
import type { BackfillState, SyncState } from '../store/sync-store.ts';
import { inBatches } from './batch.ts';
import type { Pass } from './pass.ts';
import { afterStretch, afterWindow, backfillOf, expectedTotal, nextWindow, restOf } from './plan.ts';
import type { BackfillProgress } from './sync.ts';

export interface BackfillOptions {
  readonly backfillDays: number;
  /** Asked now and then: true lets the pass end early, so that something more urgent comes first. */
  readonly shouldYield: () => boolean;
  readonly onProgress: (progress: Omit<BackfillProgress, 'timeLeft'>) => void;
}

type Filling = SyncState & { readonly backfill: BackfillState };

/**
 * Reads history, newest first, from where it stands down to the floor.
 *
 * Coverage moves window by window, together with the last incidents of each: those created in it, and those created
 * before and resolved in it or later. Interrupted anywhere it goes on at most one stretch (10,000 incidents) above;
 * reading one again changes nothing.
 */
export async function backfill(pass: Pass, options: BackfillOptions): Promise<void> {
  let state: Filling | null = await begin(pass, options.backfillDays);
  while (state !== null) {
    const window = nextWindow(state.backfill, state.coverage?.coveredFrom ?? null);
    if (window === null) return;
    state = await readWindow(pass, state, window, options);
    if (options.shouldYield()) return;
  }
}

/** One window, from where it was left off. Where the sync stands after it, `null` where something came first. */
function readWindow(
  pass: Pass,
  { coverage, backfill }: Filling,
  window: Span,
  { shouldYield, onProgress }: BackfillOptions,
): Promise<Filling | null> {
  const { client, sink, clock, signal } = pass;
  const { floor } = backfill;
  const coveredFrom = coverage?.coveredFrom ?? null;
  let read = 0;
  let announced = 0;
  const report = () => {
    const known = backfill.stored + Math.max(announced, read);
    const expected = announced > 0 ? expectedTotal(backfill, window.start, known) : backfill.expected;
    onProgress({ stored: backfill.stored + read, expected, floor, coveredFrom });
  };
  const onTotal = (total: number) => {
    announced = total;
    report();
  };

  return inBatches(pass, async (batch) => {
    for await (const page of client.incidents(restOf(window, backfill), { signal, onTotal })) {
      await batch.add(page);
      read += page.incidents.length;
      report();
      if (page.reached === undefined || page.reached <= window.start) continue;
      // Read again: a window takes long, and where its newest end stands is not for this pass to say.
      const standing = afterStretch(await sink.state(), backfill, { readTo: page.reached, read });
      await batch.finish({ state: standing });
      if (shouldYield()) return null;
    }
    for await (const page of client.resolvedAcross(window.start, signal)) await batch.add(page);
    const reached = afterWindow(await sink.state(), backfill, window, read, clock.now());
    await batch.finish({ state: reached });
    onProgress({ ...reached.backfill, coveredFrom: window.start });
    return reached;
  });
}

/** Writes down what the backfill is going to do, at first with the names that its incidents will refer to. */
async function begin({ client, sink, clock, signal }: Pass, backfillDays: number): Promise<Filling> {
  const known = await sink.state();
  const fresh = known.coverage === null;
  const directory = fresh ? await client.directory(signal) : undefined;
  // By PagerDuty's clock, which the answer told: coverage speaks of its times.
  const now = clock.now() + (client.clockSkew() ?? 0);
  const backfill = backfillOf(known, now, backfillDays);
  const state = { ...known, backfill, nightlyAt: fresh ? now : known.nightlyAt } satisfies SyncState;
  if (backfill !== known.backfill) await sink.commit({ state, ...(directory && { directory }) });
  return state;
}
