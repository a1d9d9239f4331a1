import type { Seconds } from '../domain/duration.ts';
import type { Instant, Span } from '../domain/instant.ts';

/** As exactly as two clocks are known that both tell whole seconds. */
const CLOCKS: Seconds = 1;

/**
 * Where to cut a span that reaches into the future, so that the list below no longer grows; `null` where nothing is to be cut.
 *
 * A list that grows at its newest end while its pages are read side by side loses rows: one page read before and the next
 * one after leave out what moved from one to the other.
 *
 * @param present by PagerDuty's clock
 */
export function growingFrom({ start, end }: Span, present: Instant): Instant | null {
  const border = present - CLOCKS;
  return end > present + CLOCKS && border > start ? border : null;
}
