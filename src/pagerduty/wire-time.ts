import type { Instant } from '../domain/instant.ts';

const LATEST: Instant = 2 ** 32 - 1;
const SHAPE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A moment as PagerDuty writes it, truncated to the second; `null` for anything else, and for moments outside
 * 1970 to 2106. Without a zone it is UTC: every request asks for `time_zone=UTC`.
 */
export function wireTime(value: unknown): Instant | null {
  const shape = typeof value === 'string' ? SHAPE.exec(value) : null;
  if (!shape) return null;
  const milliseconds = Date.parse(shape[1] ? shape[0] : `${shape[0]}Z`);
  const instant = Math.floor(milliseconds / 1000);
  return instant > 0 && instant <= LATEST ? instant : null;
}

/** A moment as PagerDuty reads it: always with its zone, since zone-less ones mean the account's. */
export function timeParameter(instant: Instant): string {
  return new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
}

/** The `Date` header of an answer: PagerDuty's clock. */
export function wireClock(header: unknown): Instant | null {
  const milliseconds = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}
