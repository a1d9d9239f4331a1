import { MINUTE, type Seconds } from '../../domain/duration.ts';

/** What one batch may hold, on the wire and unpacked. A sync sends about 1,000 incidents (0.1 and 1 MB) at a time. */
export const BATCH_LIMITS = {
  /** Bytes of the gzip body. */
  compressed: 4 * 1024 * 1024,
  /** Bytes after unpacking: more is refused before it is unpacked. */
  inflated: 32 * 1024 * 1024,
  /** Bytes of one line. */
  line: 1024 * 1024,
  /** Lines after the first. */
  lines: 100_000,
} as const;

/** Bytes of the body of every other request. */
export const BODY_LIMIT = 64 * 1024;

/** Satellites say so often that they are there. */
export const HEARTBEAT: Seconds = 20;

/** A satellite that was not heard of for so long is offline. */
export const OFFLINE_AFTER: Seconds = 3 * MINUTE;

/** A lease ends so long after the last heartbeat or batch of whoever holds it. */
export const LEASE: Seconds = 2 * MINUTE;

/** Instants in what a satellite sends may lie so far in the app's future, not further. */
export const CLOCK_TOLERANCE: Seconds = 5 * MINUTE;
