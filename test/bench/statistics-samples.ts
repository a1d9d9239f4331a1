import type { Random } from '../simulators/pagerduty/random.ts';

/** A process that makes recovery times: what it draws, and what is true of it. In seconds. */
export interface Process {
  readonly name: string;
  readonly median: number;
  readonly mean: number;
  draw(random: Random): number;
}

/** Recovery times look log-normal: most a little, few a lot. */
export function logNormal(median: number, spread: number): Process {
  return {
    name: `log-normal, σ ${spread}`,
    median,
    mean: median * Math.exp((spread * spread) / 2),
    draw: (random) => random.around(median, spread),
  };
}

export function exponential(mean: number): Process {
  return {
    name: 'exponential',
    median: mean * Math.LN2,
    mean,
    draw: (random) => -mean * Math.log(1 - random.next()),
  };
}

/** Four in five end by themselves after five minutes; the others take people long. */
export const mixture: Process = (() => {
  const long = logNormal(3_600, 1);
  return {
    name: 'monitors and people',
    median: Number.NaN,
    mean: 0.8 * 300 + 0.2 * long.mean,
    draw: (random) => (random.next() < 0.8 ? 270 + 60 * random.next() : long.draw(random)),
  };
})();

/** A sample of whole seconds, ascending. */
export function sample(process: Process, n: number, random: Random): Uint32Array {
  const values = new Uint32Array(n);
  for (let index = 0; index < n; index++) values[index] = Math.round(process.draw(random));
  return values.sort();
}

/** In how many of so many trials something holds, in percent. */
export function share(trials: number, holds: (trial: number) => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) if (holds(trial)) count++;
  return (100 * count) / trials;
}
