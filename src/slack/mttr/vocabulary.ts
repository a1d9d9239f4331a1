import { distance } from 'fastest-levenshtein';
import { FILTER_FIELDS, type FilterField } from '../../domain/filter.ts';
import type { Grouping, Metric, TrackingEvent } from '../../domain/question.ts';

export const KEYS = [
  ...FILTER_FIELDS,
  'collection',
  'metric',
  'report',
  'last',
  'from',
  'to',
  'week',
  'month',
  'by',
  'track',
  'zone',
] as const;
export type Key = (typeof KEYS)[number];

/** Words that stand alone. */
export const FLAGS = ['public', 'csv'] as const;

export const METRICS: readonly Metric[] = ['mttr', 'mtta', 'count', 'after-hours'];
export const TRACKS: readonly TrackingEvent[] = ['resolved', 'created', 'updated'];
export const GROUPINGS: readonly Grouping[] = [
  'service',
  'priority',
  'urgency',
  'severity',
  'team',
  'user',
  'status',
  'day',
  'week',
  'month',
];

/** The values that PagerDuty knows: any other is a slip. */
export const KNOWN_VALUES: Partial<Record<FilterField, readonly string[]>> = {
  urgency: ['high', 'low'],
  severity: ['critical', 'error', 'warning', 'info', 'unknown'],
  status: ['triggered', 'acknowledged', 'resolved'],
};

/** What people call them. */
export const MEANT_VALUES: Partial<Record<FilterField, Readonly<Record<string, readonly string[]>>>> = {
  status: {
    open: ['triggered', 'acknowledged'],
    unresolved: ['triggered', 'acknowledged'],
    closed: ['resolved'],
  },
};

const SYNONYMS: Readonly<Record<string, Key>> = {
  services: 'service',
  integrations: 'integration',
  priorities: 'priority',
  prio: 'priority',
  urgencies: 'urgency',
  severities: 'severity',
  users: 'user',
  teams: 'team',
  collections: 'collection',
  statuses: 'status',
  tracking: 'track',
  timezone: 'zone',
  tz: 'zone',
  group: 'by',
  since: 'from',
  until: 'to',
};

/** Every value of a field that is understood, also what people call them; none where any name may stand. */
export function valuesOf(field: FilterField): readonly string[] {
  return [...(KNOWN_VALUES[field] ?? []), ...Object.keys(MEANT_VALUES[field] ?? {})];
}

/** The key that a person means, or `null`. */
export function keyNamed(word: string): Key | null {
  const folded = word.toLowerCase();
  return KEYS.find((key) => key === folded) ?? SYNONYMS[folded] ?? null;
}

/** The candidate that looks most like the word, or `null` where none does. */
export function nearest<Candidate extends string>(
  word: string,
  candidates: readonly Candidate[],
): Candidate | null {
  const folded = word.toLowerCase();
  let best: Candidate | null = null;
  let least = (folded.length < 4 ? 1 : Math.max(2, Math.floor(folded.length / 3))) + 1;
  for (const candidate of candidates) {
    const apart = slipsBetween(folded, candidate.toLowerCase());
    if (apart < least) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}

/** Edits between two words. Two letters in each other's place are one slip, also where that is all of a short word. */
function slipsBetween(word: string, other: string): number {
  const apart = distance(word, other);
  return apart === 2 && isSwapped(word, other) ? 1 : apart;
}

function isSwapped(word: string, other: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== other[index]);
  return word === `${other.slice(0, at)}${other[at + 1]}${other[at]}${other.slice(at + 2)}`;
}
