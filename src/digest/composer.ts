import type { Digest } from '../domain/digest.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Unanswered } from '../report/reports.ts';
import type { DigestReport } from './digest-report.ts';

export interface Occasion {
  /** Its periods are the last complete ones before this instant: when it was due, or now. */
  readonly at: Instant;
  /** `null` in a preview. */
  readonly dueAt: Instant | null;
  readonly late: Seconds;
  /** What is done where data is not complete yet: nothing is composed, or it is said first of all. */
  readonly stale: 'wait' | 'say so';
}

export type Composed =
  | {
      readonly kind: 'composed';
      readonly report: DigestReport;
      /** Reports with the numbers that it shows. */
      readonly reportIds: readonly string[];
    }
  /** The data of these does not reach the end of the period yet. */
  | { readonly kind: 'stale'; readonly stale: DigestReport['stale'] }
  | { readonly kind: 'unanswered'; readonly answer: Unanswered };

/** Composes what a digest says, from nothing but what everybody at its place may see. */
export interface Composer {
  compose(digest: Digest, occasion: Occasion): Promise<Composed>;
}
