import { valueAt } from './coded-column.ts';
import type { Seconds } from './duration.ts';
import type { Population } from './population.ts';
import { mean } from './statistics/mean.ts';
import { total } from './statistics/total.ts';

/** One incident and what the mean would be without it. */
export interface MoverRow {
  /** In the population's table. */
  readonly row: number;
  readonly recovery: Seconds;
  readonly meanWithout: Seconds;
}

/**
 * The incidents whose removal changes the mean most, the greatest change first: leave-one-out, `(Σ − x) ÷ (n − 1)`.
 *
 * Incidents that change nothing are none; for n = 0 and n = 1 there are none. Equal changes: the older incident first.
 */
export function movers(population: Population, count = 3): readonly MoverRow[] {
  const { rows, recovery } = population;
  const { createdAt, number, integration } = population.table;
  const n = rows.length;
  const sum = total(recovery);
  const average = mean(sum, n);
  if (average === null || n < 2) return [];

  const before = (one: Candidate, other: Candidate) =>
    other.distance - one.distance ||
    (createdAt[one.row] as number) - (createdAt[other.row] as number) ||
    (number[one.row] as number) - (number[other.row] as number) ||
    (integrationOf(one.row) < integrationOf(other.row) ? -1 : 1);
  const integrationOf = (row: number) => valueAt(integration, row);

  // Removing x changes the mean by |x − mean| ÷ (n − 1): the furthest from the mean move it most.
  const furthest: Candidate[] = [];
  // From the longest down: those fill the list, and the rest is passed over quickly.
  for (let index = n - 1; index >= 0; index--) {
    const distance = Math.abs((recovery[index] as Seconds) - average);
    const last = furthest[count - 1];
    if (distance === 0 || (last !== undefined && distance < last.distance)) continue;
    furthest.push({ row: rows[index] as number, recovery: recovery[index] as Seconds, distance });
    furthest.sort(before);
    furthest.length = Math.min(furthest.length, count);
  }
  return furthest.map(({ row, recovery }) => ({ row, recovery, meanWithout: (sum - recovery) / (n - 1) }));
}

interface Candidate {
  readonly row: number;
  readonly recovery: Seconds;
  readonly distance: number;
}
