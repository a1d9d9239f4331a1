import { z } from 'zod';

/** What can be wrong, with the status of its answer. */
export const PROBLEMS = {
  /** The body is not what this request takes: not JSON, not gzip, cut off, a line missing. */
  broken_body: 400,
  /** The body can be read, and something in it is not as described; the message names it. */
  invalid: 422,
  /** An instant lies in the app's future: a wrong clock. */
  clock_off: 422,
  /** No such key: mistyped, of another installation, or missing. */
  unknown_key: 401,
  /** The enrolment key is older than 24 hours. */
  enrolment_expired: 401,
  /** An admin revoked this satellite. */
  revoked: 401,
  /** The key is good, and not for this integration. */
  not_yours: 403,
  /** The integration was deleted. */
  gone: 410,
  /** The integration is paused: nothing is taken. */
  paused: 409,
  /** Another satellite works on the integration. */
  lease_held: 409,
  /** Another satellite took the integration over; what this one holds is void. */
  lease_lost: 409,
  /** A batch is missing between the last one that came and this one. */
  batch_gap: 409,
  too_large: 413,
  /** The body did not arrive in time. */
  too_slow: 408,
  rate_limited: 429,
  /** The satellite is too old for this app. */
  protocol_too_old: 426,
  /** The app is too old for this satellite. */
  protocol_too_new: 426,
  not_found: 404,
  /** The app is stopping, or its store takes no writes: nothing is lost, ask again. */
  unavailable: 503,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]; // the keys of the table

/** Every answer that is not a success. */
export const Problem = z.object({
  error: z.object({
    /** A code that a later app adds reads as `internal`. */
    code: z.enum(codes).catch('internal'),
    /** What is wrong, for the operator of the satellite. */
    message: z.string(),
    /** What to do about it. */
    next: z.string(),
    /** The same request may succeed so many seconds later; `null`: not before something is changed. */
    retryAfterSeconds: z.number().nullable(),
  }),
});
export type Problem = z.infer<typeof Problem>;
