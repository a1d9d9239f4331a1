import { changeOf } from '../../src/domain/change.ts';
import { episodeFinder } from '../../src/domain/episodes.ts';
import { groupsOf } from '../../src/domain/groups-of.ts';
import type { Population } from '../../src/domain/population.ts';
import { hodgesLehmann } from '../../src/domain/statistics/hodges-lehmann.ts';
import { meanInterval } from '../../src/domain/statistics/mean-interval.ts';
import { median } from '../../src/domain/statistics/median.ts';
import { medianInterval } from '../../src/domain/statistics/median-interval.ts';
import { finish } from '../fixtures/finish.ts';
import { type Random, randomFrom } from '../simulators/pagerduty/random.ts';
import type { Bench, Figure } from './bench.ts';
import { exponential, logNormal, mixture, type Process, sample, share } from './statistics-samples.ts';
import { type Arrival, windowOf } from './statistics-tables.ts';

/** What chance alone can add to a share of 5 % in so many trials, three times in a thousand: three standard errors. */
function luck(trials: number, percent = 5): number {
  return 3 * Math.sqrt((percent * (100 - percent)) / trials);
}

/** In how many samples an interval misses what it is about, and false verdicts of processes that did not change. */
export const statisticsBench: Bench = {
  name: 'certainty, by simulation: how often it is wrong (limits are the stated ones and what chance can add)',
  run: async () => {
    const random = randomFrom(20_261_123);
    return [
      ...medianMisses(random),
      ...meanMisses(random),
      ...ratioMisses(random),
      ...falseVerdicts(random),
      ...falseTables(random),
      missedChanges(random),
    ];
  },
};

function medianMisses(random: Random): Figure[] {
  const trials = 20_000;
  return [6, 10, 20, 50, 100].map((n) => {
    const process = logNormal(1_800, 1.3);
    const value = share(trials, () => {
      const [low, high] = medianInterval(sample(process, n, random)) ?? [0, 0];
      return process.median < low || process.median > high;
    });
    return { measure: `median's interval misses, n = ${n}`, value, unit: '%', reach: 5 + luck(trials) };
  });
}

/** What the docstring of `meanInterval` states, as misses in percent. */
const STATED: readonly (readonly [Process, number, number])[] = [
  [exponential(3_600), 10, 7],
  [exponential(3_600), 50, 6],
  [logNormal(1_800, 1), 6, 12],
  [logNormal(1_800, 1), 20, 10],
  [logNormal(1_800, 1), 50, 8],
  [logNormal(1_800, 1), 200, 7],
  [logNormal(1_800, 1.3), 6, 17],
  [logNormal(1_800, 1.3), 20, 11],
  [logNormal(1_800, 1.3), 50, 9],
  [logNormal(1_800, 1.3), 200, 8],
  [mixture, 50, 8],
  [logNormal(1_800, 1), 1_500, 7],
];

function meanMisses(random: Random): Figure[] {
  return STATED.map(([process, n, stated]) => {
    const trials = n > 100 ? 600 : 2_000;
    let plain = 0;
    const value = share(trials, () => {
      const values = sample(process, n, random);
      const [low, high] = meanInterval(values) ?? [0, 0];
      if (isMissedByNormal(values, process.mean)) plain++;
      return process.mean < low || process.mean > high;
    });
    return {
      measure: `mean's interval misses, ${process.name}, n = ${n}`,
      value,
      unit: '%',
      reach: stated + luck(trials, stated),
      reference: { name: 'mean ± 1.96 standard errors', value: (100 * plain) / trials },
    };
  });
}

function isMissedByNormal(values: Uint32Array, truth: number): boolean {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.abs(mean - truth) > 1.96 * Math.sqrt(squares / (n - 1) / n);
}

function ratioMisses(random: Random): Figure[] {
  const trials = 4_000;
  return (
    [
      [6, 6],
      [12, 30],
      [60, 60],
    ] as const
  ).map(([now, before]) => {
    const process = logNormal(1_800, 1.3);
    const value = share(trials, () => {
      const [low, high] = hodgesLehmann(logs(process, now, random), logs(process, before, random))
        ?.interval ?? [2, 2];
      return low > 1 || high < 1;
    });
    return {
      measure: `ratio's interval misses, ${now} and ${before} episodes`,
      value,
      unit: '%',
      reach: 5 + luck(trials),
    };
  });
}

function logs(process: Process, n: number, random: Random): Float64Array {
  return Float64Array.from(sample(process, n, random), (value) => Math.log(Math.max(1, value))).sort();
}

function falseVerdicts(random: Random): Figure[] {
  const trials = 6_000;
  const process = logNormal(1_800, 1);
  const arrivals: readonly (readonly [string, Arrival])[] = [
    ['single incidents', { episodes: 15, storm: 1 }],
    ['storms of three', { episodes: 15, storm: 3 }],
    ['many storms of three', { episodes: 60, storm: 3 }],
  ];
  return arrivals.map(([name, arrival]) => {
    let naive = 0;
    const value = share(trials, () => {
      const [now, before] = [0, 1].map(() => windowOf(1, process, arrival, random)) as [
        Population,
        Population,
      ];
      const byIncident = hodgesLehmann(eachIncident(now), eachIncident(before))?.interval ?? [1, 1];
      if (byIncident[0] > 1 || byIncident[1] < 1) naive++;
      return changeOf(side(now), side(before)).verdict.startsWith('clearly');
    });
    return {
      measure: `false “clearly …” where nothing changed, ${name}`,
      value,
      unit: '%',
      reach: 5 + luck(trials),
      reference: { name: 'counting incidents', value: (100 * naive) / trials },
    };
  });
}

function side(population: Population) {
  const finder = episodeFinder(population);
  return { median: median(population.recovery), episodes: finder.among(finder.order) };
}

function eachIncident({ recovery }: Population): Float64Array {
  return Float64Array.from(recovery, (value) => Math.log(Math.max(1, value)));
}

function falseTables(random: Random): Figure[] {
  const tables = 800;
  const process = logNormal(1_800, 1);
  return [1, 3].map((storm) => {
    let rows = 0;
    let alone = 0;
    const value = share(tables, () => {
      const [now, before] = [0, 1].map(() => windowOf(140, process, { episodes: 12, storm }, random)) as [
        Population,
        Population,
      ];
      const window = { start: 0, end: 4_000_000_000, zone: 'UTC' };
      const context = { track: 'resolved', window, names: new Map() } as const;
      const groups = finish(
        groupsOf(now, ['service'], context, {
          before,
          episodesNow: episodeFinder(now),
          episodesBefore: episodeFinder(before),
        }),
      );
      const compared = groups.rows.filter(({ change }) => change?.verdict !== 'too few').length;
      rows += compared;
      // What so many independent comparisons at 5 % come to.
      alone += 1 - 0.95 ** compared;
      return groups.rows.some(({ change }) => change?.verdict.startsWith('clearly'));
    });
    return {
      measure: `tables of 140 unchanged services with a false row, ${storm === 1 ? 'single incidents' : 'storms of three'} (${Math.round(rows / tables)} rows compared)`,
      value,
      unit: '%',
      reach: 5 + luck(tables),
      reference: { name: 'without correction', value: (100 * alone) / tables },
    };
  });
}

/** A change of the size that is said to be noticeable is noticed 8 times in 10. */
function missedChanges(random: Random): Figure {
  const trials = 1_500;
  const process = logNormal(1_800, 1);
  const n = 25;
  const usual = changeOf(
    { median: null, episodes: logs(process, 2_000, random).filter((_, index) => index % 80 === 40) },
    { median: null, episodes: logs(process, 2_000, random).filter((_, index) => index % 80 === 40) },
  );
  const factor = usual.smallestNoticeable ?? 1;
  const value = share(trials, () => {
    const now = { median: null, episodes: logs(logNormal(1_800 * factor, 1), n, random) };
    const before = { median: null, episodes: logs(process, n, random) };
    return changeOf(now, before).verdict !== 'clearly slower';
  });
  return {
    measure: `a change of ×${factor.toFixed(2)}, called noticeable at ${n} episodes, is missed`,
    value,
    unit: '%',
    reach: 20 + luck(trials, 20),
  };
}
