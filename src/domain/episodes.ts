import { MINUTE, type Seconds } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Population } from './population.ts';
import { serviceOf } from './service-of.ts';
import { sortedOrder } from './sorted-order.ts';

/** An incident that begins within this time of the one before it is of the same episode. */
const GAP: Seconds = 10 * MINUTE;

/** Finds episodes among the incidents of one population. */
export interface EpisodeFinder {
  /** Positions in the population, by the time the incidents began. */
  readonly order: Uint32Array;
  /**
   * How long the episodes took that some of the incidents make: the geometric mean of the incidents of each, as natural
   * logarithms of seconds, ascending. Zero seconds counts as one.
   *
   * @param positions in the order of `order`
   */
  among(positions: Uint32Array): Float64Array;
}

/**
 * Episodes: incidents of one service that each begin within 10 minutes of the one before. A storm is one event, however
 * many incidents it raised: what is said about change counts episodes.
 */
export function episodeFinder({ table, rows, recovery }: Population): EpisodeFinder {
  const service = serviceOf(table);
  // A position is within the population, a row within the table.
  const begins = new Uint32Array(rows.length);
  const logs = new Float64Array(rows.length);
  const services = new Uint32Array(rows.length);
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position] as number;
    begins[position] = table.createdAt[row] as Instant;
    services[position] = service(row);
    const duration = recovery[position] as Seconds;
    // Sorted: most are as long as the one before.
    logs[position] =
      position > 0 && duration === recovery[position - 1]
        ? (logs[position - 1] as number)
        : Math.log(Math.max(1, duration));
  }
  const slots = table.service.values.length * table.integration.values.length;
  return {
    order: sortedOrder(begins),
    among(positions) {
      const episodeOf = new Int32Array(slots).fill(-1);
      const lastBegin = new Uint32Array(slots);
      const sums = new Float64Array(positions.length);
      const sizes = new Uint32Array(positions.length);
      let count = 0;
      for (let index = 0; index < positions.length; index++) {
        const position = positions[index] as number;
        const slot = services[position] as number;
        const begin = begins[position] as Instant;
        let episode = episodeOf[slot] as number;
        if (episode === -1 || begin - (lastBegin[slot] as Instant) > GAP) {
          episode = count++;
          episodeOf[slot] = episode;
        }
        lastBegin[slot] = begin;
        sums[episode] = (sums[episode] as number) + (logs[position] as number);
        sizes[episode] = (sizes[episode] as number) + 1;
      }
      for (let episode = 0; episode < count; episode++) {
        sums[episode] = (sums[episode] as number) / (sizes[episode] as number);
      }
      return sums.subarray(0, count).sort();
    },
  };
}
