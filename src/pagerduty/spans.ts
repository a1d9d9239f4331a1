import { DAY, type Seconds } from '../domain/duration.ts';
import type { Span } from '../domain/instant.ts';

/** PagerDuty answers at most six months at once; 180 days fit into any six. */
export const LONGEST_SPAN: Seconds = 180 * DAY;

/** A span in pieces of at most so many seconds, newest first. */
export function cutSpan({ start, end }: Span, longest: Seconds = LONGEST_SPAN): Span[] {
  const pieces: Span[] = [];
  for (let until = end; until > start; until -= longest) {
    pieces.push({ start: Math.max(start, until - longest), end: until });
  }
  return pieces;
}

/** A span in so many nearly equal pieces, whole seconds, newest first; fewer where it has not so many seconds. */
export function splitSpan({ start, end }: Span, pieces: number): Span[] {
  const parts = Math.min(pieces, end - start);
  const border = (part: number) => start + Math.floor(((end - start) * part) / parts);
  return Array.from({ length: parts }, (_, part) => ({
    start: border(part),
    end: border(part + 1),
  })).reverse();
}
