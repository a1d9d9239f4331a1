/** A moment in time: whole seconds since 1970-01-01T00:00:00Z. PagerDuty's own precision. */
export type Instant = number;

/** A half-open span of time: `start` belongs to it, `end` does not. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** The instant of a JavaScript date, truncated to the whole second. */
export function instantOf(date: Date): Instant {
  return Math.floor(date.getTime() / 1000);
}

/** The JavaScript date of an instant. */
export function dateOf(instant: Instant): Date {
  return new Date(instant * 1000);
}
