import type { Seconds } from '../domain/duration.ts';
import type { Ending, Reference } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { WhyNot } from '../domain/listed-rows.ts';
import type { Question } from '../domain/question.ts';
import type { IncidentPointer, Report } from '../domain/report.ts';
import type { WhatIf } from '../domain/what-if.ts';

/** A name of the question that must be settled before there is an answer. */
export interface OpenName {
  readonly field: 'service' | 'priority' | 'team' | 'user' | 'integration' | 'collection';
  /** As the person wrote it. */
  readonly text: string;
}

/** Why there is no answer (yet). */
export type Unanswered =
  /** Several things have this name: the person chooses. `integration` tells them apart. */
  | {
      readonly kind: 'ambiguous';
      readonly name: OpenName;
      readonly candidates: readonly (Reference & { readonly integration: string })[];
    }
  /** Nothing has this name. `nearest` holds up to five names, best first. */
  | {
      readonly kind: 'unknown name';
      readonly name: OpenName;
      readonly nearest: readonly string[];
      /** Each word of it is a name: several may be meant. */
      readonly apart?: readonly string[];
      /** Where nothing is near: up to five names that there are, by alphabet. None: there are none at all. */
      readonly others?: readonly string[];
    }
  /** The question needs data that is not ingested yet. */
  | { readonly kind: 'not ingested'; readonly needs: 'severity' | 'user' | 'acknowledgement' }
  /** The window does not reach into anything: a year that has no week 53, a zone that does not exist. */
  | { readonly kind: 'invalid'; readonly sentence: string }
  | { readonly kind: 'no integrations' };

export type Answer = { readonly kind: 'report'; readonly report: Report } | Unanswered;

/** No report has this id: mistyped, of another workspace, or older than what is kept. */
export interface UnknownReport {
  readonly kind: 'unknown report';
  readonly id: string;
}

/** Why an incident counts otherwise than it did when the report was made. */
export type ChangeCause =
  | 'reopened'
  | 'merged'
  /** To another service, team or account, so that the question reaches it no longer, or does now. */
  | 'moved'
  /** Its priority or urgency is another. */
  | 're-prioritised'
  | 'excluded'
  /** Excluded before, and taken back. */
  | 'included again'
  /** Came in later: a backfill that reached back, a sync that had failed. */
  | 'ingested later'
  /** What its alerts or log entries tell (severity, responders, acknowledgement) was not ingested then. */
  | 'details ingested later'
  | 'deleted'
  /** Its times or its end were corrected. */
  | 'corrected';

export interface ChangedIncident {
  readonly cause: ChangeCause;
  readonly incident: IncidentPointer;
  /**
   * What it counted with when the report was made, and counts with now; `null`: not at all. In a number of incidents each
   * counts as itself, whatever it lasts.
   */
  readonly was: Seconds | 'counted' | null;
  readonly now: Seconds | 'counted' | null;
}

/** What became of a report's numbers since. */
export interface ChangedSince {
  /** `n` is how many incidents count; of a number of incidents there is no mean. */
  readonly was: { readonly n: number; readonly mean: Seconds | null };
  readonly now: { readonly n: number; readonly mean: Seconds | null };
  /** How many incidents count otherwise. */
  readonly count: number;
  /** At most 20 of them: those first that change the mean most. */
  readonly incidents: readonly ChangedIncident[];
}

/** The same numbers again, and what has changed since. */
export type Again =
  | {
      readonly kind: 'report';
      /** As it was: same id, same numbers. Names and titles are today's. */
      readonly report: Report;
      /** When it was first made. */
      readonly at: Instant;
      readonly question: Question;
      /** `null` where the past is as it was. */
      readonly changed: ChangedSince | null;
      /**
       * Whether the numbers are those of then, checked. Not where data of then is gone for good (an integration that was
       * deleted, data past its retention): then `report` is what is left.
       */
      readonly isSame: boolean;
    }
  | UnknownReport
  | Unanswered;

/** One incident behind a number. */
export interface IncidentRow {
  readonly incident: IncidentPointer;
  readonly createdAt: Instant;
  readonly resolvedAt: Instant | null;
  /** What it counts with; `null` where it does not count, and where a count takes it though it has not ended. */
  readonly duration: Seconds | null;
  /** `null`: it counts. */
  readonly whyNot: WhyNot | null;
  readonly ending: Ending;
  readonly urgency: string;
  readonly priority: string | null;
  /** Set for `excluded by hand`. */
  readonly exclusion: { readonly reason: string; readonly by: string; readonly at: Instant } | null;
}

/** A page of rows. */
export interface Page {
  /** Rows before this one are passed over. */
  readonly offset: number;
  /** 1 to 100. */
  readonly limit: number;
}

/** The incidents behind a number, and the number they give. */
export interface Drilldown {
  readonly kind: 'incidents';
  /** With the switches applied: its `recovery` is the number. */
  readonly report: Report;
  /** The same without switches. */
  readonly asItIs: Pick<Report, 'recovery'>;
  /** Counted ones first, by duration, the longest first; then those that do not count, the newest first. */
  readonly rows: readonly IncidentRow[];
  /** How many rows there are in all, and how many of them count. */
  readonly total: number;
  readonly counted: number;
  readonly page: Page;
}

/** A file of exactly the rows behind a number. */
export interface CsvFile {
  readonly kind: 'csv';
  readonly report: Report;
  /** `mttr-7KQ2M.csv` */
  readonly name: string;
  /** RFC 4180, UTF-8. */
  readonly content: string;
  readonly rows: number;
}

/** What is looked into: a question, or a report that was made. */
export type Subject =
  | { readonly question: Question; readonly reportId?: undefined }
  | { readonly reportId: string; readonly question?: undefined };

/** Answers questions from the store. */
export interface Reports {
  answer(workspaceId: string, question: Question): Promise<Answer>;
  /** A report by its id (without regard to case, and to O for 0 and I or L for 1). */
  again(workspaceId: string, id: string): Promise<Again>;
  /** Exactly the incidents behind a number, a page of them; switches recompute it. A report's rows are those of then. */
  incidents(
    workspaceId: string,
    subject: Subject,
    whatIf: WhatIf,
    page: Page,
  ): Promise<Drilldown | UnknownReport | Unanswered>;
  /** The same rows as a file, all of them. */
  csv(workspaceId: string, subject: Subject, whatIf: WhatIf): Promise<CsvFile | UnknownReport | Unanswered>;
}
