import { setTimeout } from 'node:timers/promises';

/** The least milliseconds between two messages. */
export interface Gaps {
  /** In one channel: Slack takes one a second. @see https://docs.slack.dev/apis/web-api/rate-limits */
  readonly channel: number;
  /** In one workspace: Slack takes several hundred a minute. */
  readonly workspace: number;
  /** In all: what is due in the same minute is spread over several, so that people are answered in between. */
  readonly all: number;
}

export const standardGaps: Gaps = { channel: 1_200, workspace: 250, all: 30 };

/** Keeps messages apart. */
export interface Pacer {
  /**
   * Posts something there when its turn has come. The next turn of the place is counted from the end of this one: how long the
   * posting takes brings nothing closer together. Rejects where the signal is aborted before it begins.
   */
  inTurn<Result>(
    workspaceId: string,
    place: string,
    signal: AbortSignal,
    post: () => Promise<Result>,
  ): Promise<Result>;
  /** Slack wants to be left alone by a workspace for so many milliseconds. */
  hold(workspaceId: string, milliseconds: number): void;
}

const SWEEP_ABOVE = 5_000;

/** @param now a clock in milliseconds that never goes back */
export function createPacer(gaps: Gaps = standardGaps, now: () => number = () => performance.now()): Pacer {
  /** From when on something may be posted, by place, by workspace, and in all. */
  const free = new Map<string, number>();
  /** The last one of each place, settled when it is over. */
  const last = new Map<string, Promise<void>>();

  /** Takes the first moment that is free for all of them. */
  function reserve(wanted: readonly (readonly [key: string, gap: number])[]): number {
    const at = wanted.reduce((latest, [key]) => Math.max(latest, free.get(key) ?? 0), now());
    for (const [key, gap] of wanted) free.set(key, at + gap);
    if (free.size > SWEEP_ABOVE) sweep();
    return at;
  }

  function sweep(): void {
    for (const [key, at] of free) if (at < now()) free.delete(key);
  }

  return {
    async inTurn(workspaceId, place, signal, post) {
      const key = `${workspaceId}/${place}`;
      const before = last.get(key);
      const over = Promise.withResolvers<void>();
      last.set(key, over.promise);
      try {
        await before;
        await sleep(reserve([['', gaps.all]]) - now(), signal);
        // After that, since only now it is known when it goes; and who waits here keeps nobody else waiting.
        const own = reserve([
          [key, gaps.channel],
          [workspaceId, gaps.workspace],
        ]);
        await sleep(own - now(), signal);
        return await post();
      } finally {
        free.set(key, now() + gaps.channel);
        if (last.get(key) === over.promise) last.delete(key);
        over.resolve();
      }
    },
    hold(workspaceId, milliseconds) {
      free.set(workspaceId, Math.max(free.get(workspaceId) ?? 0, now() + milliseconds));
    },
  };
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal });
}
