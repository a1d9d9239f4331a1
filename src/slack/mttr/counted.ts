import type { Report } from '../../domain/report.ts';
import { countsIncidents } from './metric-words.ts';

/** How many incidents the number is made of. */
export function counted({ recovery, counts, definition }: Report): number {
  return countsIncidents(definition.metric) ? (counts?.total ?? 0) : (recovery?.n ?? 0);
}
