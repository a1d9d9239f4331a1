import { z } from 'zod';

/*
 * Generous limits: they keep garbage out, and must never refuse what PagerDuty really holds.
 */

/** An id: ours, Slack's or PagerDuty's. */
export const Id = z.string().min(1).max(200);

/** Whatever people or PagerDuty wrote. */
export const Text = z.string().max(20_000);

/** Whole seconds since 1970 (UTC), to the end of year 9999. */
export const InstantNumber = z.int().min(0).max(253_402_300_799);

/** Whole seconds. */
export const SecondsNumber = z.int().min(0).max(1_000_000_000);

/** How many. */
export const Count = z.int().min(0).max(1_000_000_000_000);

export const SpanOfTime = z.object({ start: InstantNumber, end: InstantNumber });
