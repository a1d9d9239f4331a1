import { DAY, MINUTE } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { type IncidentTable, tableOf } from '../../src/domain/incident-table.ts';
import { type Population, populationOf } from '../../src/domain/population.ts';
import { incident } from '../fixtures/incident.ts';
import type { Random } from '../simulators/pagerduty/random.ts';
import type { Process } from './statistics-samples.ts';

/** How incidents come in a window of 28 days. */
export interface Arrival {
  /** Episodes of one service, on average. */
  readonly episodes: number;
  /** Incidents of one episode, on average: 1 is no storm. */
  readonly storm: number;
}

const WINDOW = 28 * DAY;
const START = Date.UTC(2026, 9, 5) / 1000;

/** The incidents of some services over a window, all from one process. What makes one storm takes about as long. */
export function windowOf(
  services: number,
  process: Process,
  { episodes, storm }: Arrival,
  random: Random,
): Population {
  const all: Incident[] = [];
  for (let service = 0; service < services; service++) {
    const count = poisson(episodes, random);
    for (let episode = 0; episode < count; episode++) {
      const duration = process.draw(random);
      let at = START + Math.floor(random.next() * WINDOW);
      do {
        all.push(
          incident({
            number: all.length + 1,
            service: { id: `S${service}`, name: `service ${service}` },
            createdAt: at,
            recovery: Math.max(1, Math.round(storm === 1 ? duration : duration * random.around(1, 0.15))),
          }),
        );
        at += random.between(0, 8 * MINUTE);
      } while (random.next() > 1 / storm);
    }
  }
  const table: IncidentTable = tableOf(all);
  return populationOf(table, Uint32Array.from(all.keys()));
}

/** Independent events: so many on average. */
function poisson(mean: number, random: Random): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > least; product *= random.next()) count++;
  return count;
}
