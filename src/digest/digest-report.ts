import type { Digest } from '../domain/digest.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Change, IncidentPointer, Report, Trend } from '../domain/report.ts';
import type { Window } from '../domain/window.ts';
import type { ChangedSince, Unanswered } from '../report/reports.ts';

/** Numbers of an earlier digest that are others today. */
export interface Restatement {
  /** `week 46`, `October` */
  readonly period: string;
  readonly changed: ChangedSince;
}

/** An incident that is still open. */
export type OpenIncident = IncidentPointer & { readonly age: Seconds };

/**
 * The last 4 weeks against the 12 before. `too early`: the data begins later than they do; `not complete`: it does not reach their
 * end yet.
 */
export type DigestVerdict =
  | { readonly change: Change; readonly now: Window; readonly before: Window }
  | 'too early'
  | 'not complete';

/** What a digest says, as plain data: no text of ours, no blocks. */
export interface DigestReport {
  readonly kind: 'digest';
  readonly digest: Digest;
  /** What it is about: `Payments`, `All services`. */
  readonly subject: string;
  /** The facts: the last complete ISO week (two weeks, month) in the digest's zone. */
  readonly facts: Report;
  readonly verdict: DigestVerdict;
  /** 12 weeks; 6 months under a monthly digest. */
  readonly trend: Trend;
  /** Open incidents, the oldest first, at most 10, and how many there are in all. */
  readonly open: { readonly count: number; readonly oldest: readonly OpenIncident[] };
  readonly restatements: readonly Restatement[];
  /** Nothing was resolved in the period and nothing is open: one line. */
  readonly isQuiet: boolean;
  /** Names of services that are disabled or in maintenance, which create no incidents; and how many there are in all. */
  readonly services: { readonly total: number; readonly disabled: readonly string[] };
  /** Whether the target was met; `null` without a target or without incidents. */
  readonly targetMet: boolean | null;
  /** What makes it worth saying. Empty: a digest with the quiet option is left out. */
  readonly worthSaying: readonly (
    | 'clearly slower'
    | 'clearly faster'
    | 'target missed'
    | 'open for long'
    | 'restated'
  )[];
  /** When it was due; `null` in a preview. */
  readonly dueAt: Instant | null;
  /** It goes out so much after it was due, and not because it waited for data. 0: in time. */
  readonly late: Seconds;
  /** Integrations whose data did not reach the end of the period when it went out, though it waited. */
  readonly stale: readonly { readonly name: string; readonly completeTo: Instant | null }[];
}

/** A digest, or why there is none. */
export type DigestAnswer = DigestReport | Unanswered;
