import type { Band } from './band.ts';
import type { Bucket } from './bucket.ts';
import type { Seconds } from './duration.ts';
import type { Exclusion } from './exclusion.ts';
import type { Filter } from './filter.ts';
import type { CountedEnding } from './incident.ts';
import type { Instant, Span } from './instant.ts';
import type { Grouping, Metric, TrackingEvent } from './question.ts';
import type { WhatIf } from './what-if.ts';
import type { Window } from './window.ts';

/** A 95 % interval, both ends included. */
export type Interval = readonly [low: Seconds, high: Seconds];

/**
 * How long it took in one population of incidents: to recover, or under `metric: 'mtta'` to be acknowledged.
 * Never made for an empty one.
 */
export interface RecoveryStatistics {
  /** Number of incidents, at least 1. */
  readonly n: number;
  /** Arithmetic mean: MTTR. Like median and p90 it can lie between whole seconds. */
  readonly mean: Seconds;
  readonly median: Seconds;
  readonly p90: Seconds;
  readonly min: Seconds;
  readonly max: Seconds;
  /** Sum of all recovery times: "hours lost". */
  readonly total: Seconds;
  /** Of recovery times alone: says nothing about acknowledgements. */
  readonly band: Band;
  /** Exact 95 % interval of the median; `null` for n < 6, where there is none: show `min` to `max`. */
  readonly medianInterval: Interval | null;
  /**
   * 95 % interval of the mean, by the bootstrap up to n = 1,000; `null` for n < 6, and where it is not computed: in the
   * points of a trend, and in the rows of a table beyond those that are shown (the first 10; of days, weeks and months the
   * last 10).
   */
  readonly meanInterval: Interval | null;
  /** Whether n ≥ 6 and the mean's interval crosses no cut between bands. `false` where it is not computed. */
  readonly bandCertain: boolean;
}

export type Verdict = 'clearly faster' | 'clearly slower' | "can't tell" | 'too few';

/**
 * Whether incidents recover faster than in the window before. Counts episodes: incidents of one service that each begin
 * within 10 minutes of the one before are one.
 */
export interface Change {
  /**
   * `too few`: fewer than 6 episodes on either side. `clearly …`: the ratio's interval excludes 1, and the ratio is at
   * most 0.85 or at least 1.15. Else `can't tell`: show the interval.
   */
  readonly verdict: Verdict;
  /** How long an episode takes now ÷ before (0.6: faster by 40 %): Hodges–Lehmann. `null`: too few. */
  readonly ratio: number | null;
  /** Its exact 95 % interval. `null`: too few. */
  readonly ratioInterval: readonly [low: number, high: number] | null;
  /** Median of the incidents; `null` where there are none. */
  readonly typicalNow: Seconds | null;
  readonly typicalBefore: Seconds | null;
  readonly episodesNow: number;
  readonly episodesBefore: number;
  /**
   * The smallest change that one would notice 8 times in 10 with so many episodes, as a factor above 1 (2.3: when
   * incidents take 2.3 times as long, or less than half). `null`: too few.
   */
  readonly smallestNoticeable: number | null;
}

/** The change of one row. Its verdict holds for the whole table: corrected for how many rows were compared (Holm). */
export type RowChange = Pick<Change, 'verdict' | 'ratio' | 'episodesNow' | 'episodesBefore'>;

/** An incident that a Collection Admin excluded by hand, and why. */
export interface ExcludedIncident {
  readonly incident: IncidentPointer;
  readonly exclusion: Exclusion;
}

/** What is counted beside the number: facts about the incidents in it, never mixed in or out silently. */
export interface Beside {
  /** Recovered in under 2 minutes. */
  readonly short: number;
  /** Came back within 24 hours after the end: the same service, and the same title or key. A failed recovery. */
  readonly recurred: number;
  /** Open for more than 7 days, and closed without anybody having worked on it in the last 24 hours. */
  readonly cleanUp: number;
  /** Open for more than 7 days, and it is not ingested who worked on it: may be clean-up. */
  readonly cleanUpNotKnown: number;
  /** Left out of the number by hand. */
  readonly excluded: {
    readonly count: number;
    /** At most 10, the latest exclusion first. */
    readonly list: readonly ExcludedIncident[];
  };
}

/** Waiting for the first acknowledgement, then fixing: of counted incidents that were acknowledged before their end. */
export interface Phases {
  /** Number of these incidents, at least 1. */
  readonly n: number;
  /** Counted incidents nobody ever acknowledged, as far as log entries are ingested. */
  readonly neverAcknowledged: number;
  /** For how many of the counted incidents log entries are ingested (0 to 1). */
  readonly share: number;
  readonly waiting: { readonly mean: Seconds; readonly median: Seconds };
  readonly fixing: { readonly mean: Seconds; readonly median: Seconds };
}

/** A number of incidents, where incidents are what is asked for: `metric=count`, `metric=after-hours`. */
export interface CountRow {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Of how many: all incidents of the answer (`count`), or those of the row that people worked on (`after-hours`). */
  readonly of: number;
}

/**
 * How many incidents. `count`: whatever became of them, but for merged and excluded ones. `after-hours`: those that began
 * outside 09:00–17:00 from Monday to Friday in the zone of somebody who worked on them (PagerDuty's zone of the user,
 * else the workspace's).
 */
export interface Counts {
  readonly total: number;
  /** All incidents (`count`), or those of which it is known who worked on them (`after-hours`). */
  readonly of: number;
  /** In the window before; `null` where that is not wholly covered. */
  readonly before: number | null;
  /** Ordered by count, descending; time groupings by time. */
  readonly rows: readonly CountRow[];
  readonly overlapping: boolean;
  readonly trend: {
    readonly bucket: Bucket;
    readonly points: readonly {
      readonly start: Instant;
      readonly label: string;
      readonly count: number;
      readonly complete: boolean;
    }[];
  };
  /** How many people's zones are not known: the workspace's stands for them. 0 for `count`. */
  readonly zonesAssumed: number;
}

/** A pointer to one incident that a reader can open. */
export interface IncidentPointer {
  readonly integrationId: string;
  readonly id: string;
  readonly number: number;
  readonly url: string;
  /** `null` where titles are hidden. */
  readonly title: string | null;
  readonly service: string | null;
}

/** An incident whose removal changes the shown number much. */
export interface Mover {
  readonly incident: IncidentPointer;
  readonly recovery: Seconds;
  /** The mean without it. */
  readonly meanWithout: Seconds;
}

export interface TrendPoint {
  readonly start: Instant;
  /** Unique within the trend, at most 20 characters: `16 Nov`, `W47`, `Nov 2026`. */
  readonly label: string;
  /** `null` where nothing was resolved: never 0. */
  readonly statistics: RecoveryStatistics | null;
  /** Whether the whole day, week or month lies in the covered window. The newest one mostly does not yet. */
  readonly complete: boolean;
}

/** How the covered window went: the finest of day, week and month that gives at most 20 points. */
export interface Trend {
  readonly bucket: Bucket;
  /** By time, at most 20: of more than 20 months the last 20. None where nothing is covered. */
  readonly points: readonly TrendPoint[];
}

export interface GroupRow {
  /** What distinguishes the group: an id, a name, a date. */
  readonly key: string;
  readonly label: string;
  readonly statistics: RecoveryStatistics;
  /** Against the window before; `null` for days, weeks and months, and where that window is not wholly covered. */
  readonly change: RowChange | null;
}

export interface Groups {
  readonly by: readonly Grouping[];
  /** Ordered by hours lost, descending. Time groupings: by time. */
  readonly rows: readonly GroupRow[];
  /** Whether an incident is in several groups (teams, responders, severities): then the rows do not add up. */
  readonly overlapping: boolean;
}

/** A field that is not ingested for every incident, and the share for which it is: 0 to below 1. */
export interface PartlyKnown {
  readonly field: 'severity' | 'user' | 'acknowledgement';
  readonly share: number;
}

/** Everything that one needs to compute the number again. */
export interface Definition {
  readonly metric: Metric;
  readonly track: TrackingEvent;
  readonly window: Window;
  /** The part of the window that is covered by complete data; `null` where nothing is. */
  readonly covered: Window | null;
  /** Conditions of collection and question together, as people read them: with names. */
  readonly filter: Filter;
  /** The same as they were applied: ids where the name stands for one thing. */
  readonly applied: Filter;
  /** The profile that says how recovery is measured; `null` is the plain one: everything, tracked when resolved. */
  readonly profile: { readonly id: string; readonly name: string } | null;
  /** Whether there are private PagerDuty teams, and incidents of theirs alone are left out for who asks. */
  readonly withoutPrivateTeams: boolean;
  /** Switches of a drill-down; all off in an ordinary answer. */
  readonly whatIf: WhatIf;
}

/** Where one integration's data stands. */
export interface IntegrationFreshness {
  readonly integrationId: string;
  readonly name: string;
  readonly state: 'current' | 'backfilling' | 'paused' | 'failing' | 'offline' | 'never synced';
  readonly coveredFrom: Instant | null;
  readonly completeTo: Instant | null;
  /** Stored incidents created in this span were lost to a damaged file and are being read again: numbers may lack some. */
  readonly readAgain?: Span;
}

/** A computed answer, as plain data: no text of ours, no blocks. */
export interface Report {
  /** By which the same numbers can be had again: 5 characters. `null` where it could not be kept. */
  readonly id: string | null;
  /** What was asked about: `checkout`, `Payments`, `All services, priority P1`. */
  readonly subject: string;
  readonly definition: Definition;
  /**
   * Recovery times, or under `metric: 'mtta'` times to the first acknowledgement.
   * `null`: no incident qualifies. Shown as "no data", never as 0 and never with a band.
   */
  readonly recovery: RecoveryStatistics | null;
  readonly previous: {
    readonly window: Window;
    /** `null` where nothing qualifies, and where the window is not wholly covered. */
    readonly recovery: RecoveryStatistics | null;
    /** Whether the data of the whole window is complete. */
    readonly covered: boolean;
    /** As {@link Report.open}, of the window before, followed up for as long. */
    readonly medianWithOpen: Seconds | 'not reached' | null;
  };
  /** Against the window before; `null` where that is not wholly covered. */
  readonly change: Change | null;
  readonly trend: Trend;
  readonly groups: Groups;
  readonly open: {
    readonly count: number;
    readonly oldest: (IncidentPointer & { readonly age: Seconds }) | null;
    /**
     * Under `track: 'created'`: the median time to recovery with the open incidents counted (Kaplan–Meier; timeouts are
     * no recoveries), "not reached" where fewer than half have recovered. `null` under other tracking events, and for
     * no incidents.
     */
    readonly medianWithOpen: Seconds | 'not reached' | null;
  };
  readonly notCounted: {
    readonly merged: number;
    /** Resolved before they were created. */
    readonly clockErrors: number;
    /** In the window, but not resolved yet. Always 0 under `track: 'resolved'`. */
    readonly unresolved: number;
    /** Under `metric: 'mtta'`: nobody acknowledged them, or it is not ingested. Else 0. */
    readonly notAcknowledged: number;
  };
  readonly endedBy: Readonly<Record<CountedEnding, number>>;
  readonly beside: Beside;
  /** `null` where no log entries are ingested, or nothing was acknowledged. */
  readonly phases: Phases | null;
  /** Under `metric: 'count'` and `'after-hours'`, else `null`. */
  readonly counts: Counts | null;
  readonly movers: readonly Mover[];
  /** The earliest `completeTo` of the integrations that are not held back; `null` before the first sync. */
  readonly completeTo: Instant | null;
  readonly freshness: readonly IntegrationFreshness[];
  /** What the question needs and is not ingested for every incident. */
  readonly partlyKnown: readonly PartlyKnown[];
}
