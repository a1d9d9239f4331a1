import type { Instant } from './instant.ts';

/** A group that incidents fall into. */
export interface Group {
  /** Tells it from all others, and stays when its label changes. */
  readonly key: string;
  /** For people; two groups may share one. */
  readonly label: string;
  /** What tells groups of one label apart: the integration's name. Empty where there is nothing to tell. */
  readonly qualifier: string;
  /** When it begins, where it is a time. */
  readonly time: Instant | null;
}

/** How the rows of a table fall into groups. */
export interface Classification {
  /** Grows while rows are looked at, where groups are found only then. */
  readonly groups: readonly Group[];
  /** Indexes into `groups`. Several where the field has several values, never none. */
  groupsOf(row: number): readonly number[];
}
