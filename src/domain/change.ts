import type { Seconds } from './duration.ts';
import type { Change, RowChange, Verdict } from './report.ts';
import { hodgesLehmann, type Ratio, typicalRatio } from './statistics/hodges-lehmann.ts';
import { smallestNoticeable } from './statistics/smallest-noticeable.ts';

/** A smaller effect is no change that anybody feels: 15 %. */
const LEAST_EFFECT = 0.15;

/** One side of a comparison. */
export interface Side {
  /** Of the incidents; `null` where there are none. */
  readonly median: Seconds | null;
  /** Of the episodes: natural logarithms of seconds, ascending. */
  readonly episodes: Float64Array;
}

/** The verdict on a whole population against the one before. */
export function changeOf(now: Side, before: Side): Change {
  const found = hodgesLehmann(now.episodes, before.episodes);
  return {
    verdict: found === null ? 'too few' : verdictOf(found),
    ratio: found?.ratio ?? null,
    ratioInterval: found?.interval ?? null,
    typicalNow: now.median,
    typicalBefore: before.median,
    episodesNow: now.episodes.length,
    episodesBefore: before.episodes.length,
    smallestNoticeable: found && smallestNoticeable(found.interval, 1 / (1 - LEAST_EFFECT)),
  };
}

/**
 * The verdict on one row of a table.
 *
 * @param isRejected whether chance is ruled out for this row after a correction for all rows
 */
export function rowChangeOf(now: Float64Array, before: Float64Array, isRejected: boolean): RowChange {
  const ratio = typicalRatio(now, before);
  return {
    verdict: ratio === null ? 'too few' : isRejected ? directionOf(ratio) : "can't tell",
    ratio,
    episodesNow: now.length,
    episodesBefore: before.length,
  };
}

function verdictOf({ ratio, interval: [low, high] }: Ratio): Verdict {
  return high < 1 || low > 1 ? directionOf(ratio) : "can't tell";
}

/** What a ratio says for which chance is ruled out. */
function directionOf(ratio: number): Verdict {
  if (ratio <= 1 - LEAST_EFFECT) return 'clearly faster';
  return ratio >= 1 + LEAST_EFFECT ? 'clearly slower' : "can't tell";
}
