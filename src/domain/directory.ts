import type { Reference } from './incident.ts';
import type { Instant } from './instant.ts';

/** A service as people can choose it. A deleted one keeps its last name. */
export interface Service extends Reference {
  /** `active`, `warning`, `critical`, `maintenance`, `disabled`, or a value that PagerDuty adds later. */
  readonly status: string;
  readonly autoResolveTimeout: number | null;
  readonly deletedAt: Instant | null;
}

export interface User extends Reference {
  readonly email: string;
  readonly zone: string | null;
  readonly deletedAt: Instant | null;
}

export interface Team extends Reference {
  /** PagerDuty's `default_role: none`: only its members see its incidents there. */
  readonly private: boolean;
  readonly deletedAt: Instant | null;
}

/** A priority; `rank` 0 is the highest. */
export interface Priority extends Reference {
  readonly rank: number;
  readonly deletedAt: Instant | null;
}

/** The named things of one PagerDuty account that incidents refer to. */
export interface Directory {
  readonly services: readonly Service[];
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  readonly priorities: readonly Priority[];
  /** Abilities that the account lacks (HTTP 402): a fact, not a failure. */
  readonly missing: readonly ('teams' | 'priorities')[];
  /** Of a directory as somebody sees it: private teams are left out, and so are incidents of theirs alone. */
  readonly isWithoutPrivateTeams?: boolean;
}

export const NOTHING_NAMED: Directory = { services: [], users: [], teams: [], priorities: [], missing: [] };
