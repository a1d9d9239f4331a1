import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import type { Ending } from '../../src/domain/incident.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { TrackingEvent } from '../../src/domain/question.ts';
import type { RecoveryStatistics } from '../../src/domain/report.ts';
import { resolveWindow } from '../../src/domain/window.ts';
import { incident } from '../fixtures/incident.ts';
import { numbers } from '../fixtures/mttr.ts';

/** Zones that change their clocks by an hour, half an hour, at midnight, twice in a Ramadan, and not at all. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
];

/** Mondays and days around clock changes of 2016 to 2024. */
const FIRST_DAYS = [
  '2016-10-16',
  '2017-03-12',
  '2018-03-26',
  '2018-11-04',
  '2019-04-07',
  '2020-10-25',
  '2021-03-28',
  '2022-05-08',
  '2023-10-02',
  '2024-02-26',
];

interface Row {
  readonly service: string;
  readonly urgency: string;
  readonly priority: string | null;
  readonly ending: Ending;
  readonly at: Instant;
  readonly recovery: number | null;
}

interface Population {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly track: TrackingEvent;
  readonly urgency: string | null;
  readonly rows: readonly Row[];
}

const population: fc.Arbitrary<Population> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    from: fc.constantFrom(...FIRST_DAYS),
    days: fc.integer({ min: 1, max: 40 }),
    track: fc.constantFrom<TrackingEvent>('resolved', 'created'),
    urgency: fc.constantFrom('high', 'low', null),
    rows: fc.array(
      fc.record({
        service: fc.constantFrom('a', 'b', 'c', 'd'),
        urgency: fc.constantFrom('high', 'low'),
        priority: fc.constantFrom('P1', 'P2', null),
        ending: fc.constantFrom<Ending>('person', 'monitor', 'timeout', 'merge'),
        /** From a few days before the window to a few days after. */
        offset: fc.integer({ min: -4 * DAY, max: 45 * DAY }),
        recovery: fc.option(fc.integer({ min: -3, max: 200_000 }), { freq: 9 }),
      }),
      { maxLength: 60, size: 'max' },
    ),
  })
  .map(({ from, days, rows, ...rest }) => {
    const start = Date.parse(`${from}T00:00Z`);
    const to = new Date(start + (days - 1) * DAY * 1000).toISOString().slice(0, 10);
    return {
      ...rest,
      from,
      to,
      rows: rows.map(({ offset, ...row }) => ({ ...row, at: start / 1000 + (offset % ((days + 5) * DAY)) })),
    };
  });

/** What both engines say of one population. */
interface Figures {
  readonly all: readonly number[];
  readonly services: readonly (readonly [string, ...number[]])[];
  readonly weeks: readonly (readonly number[])[];
}

test('agrees with DuckDB on 1,000 random populations, to the last second', { timeout: 60_000 }, async () => {
  const populations = fc.sample(fc.noBias(population), { numRuns: 1_000, seed: 20_261_123 });
  const theirs = await byDuckDb(populations);
  for (const [index, each] of populations.entries()) {
    const context = `population ${index}: ${each.zone}, ${each.from} to ${each.to}, ${each.track}`;
    expect(rounded(ours(each)), context).toEqual(rounded(theirs[index]));
  }
  // Nobody agrees about nothing: most populations have something to compare.
  expect(theirs.filter(({ all }) => (all[0] ?? 0) > 5).length).toBeGreaterThan(500);
});

/** Floating-point sums differ in the last digits; a millionth of a second is none that anybody sees. */
function rounded(figures: Figures | undefined): unknown {
  return JSON.parse(JSON.stringify(figures), (_, value) =>
    typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value,
  );
}

function ours({ zone, from, to, track, urgency, rows }: Population): Figures {
  const resolved = resolveWindow({ kind: 'dates', from, to }, zone, 0);
  if (!resolved.ok) throw new Error(resolved.sentence);
  const { window } = resolved;
  const all = rows.map(({ at, recovery, ending: end, ...row }, index) => {
    const ending = recovery === null ? 'open' : end;
    const createdAt = track === 'created' || recovery === null ? at : at - recovery;
    return incident({ ...row, ending, number: index, createdAt, recovery });
  });
  const table = tableOf(
    all.filter((each) => {
      const event = track === 'created' ? each.createdAt : each.resolvedAt;
      return event !== null && event >= window.start && event < window.end;
    }),
  );
  const options = {
    table,
    window,
    track,
    asOf: window.end + 1_000 * DAY,
    filter: urgency === null ? [] : [{ field: 'urgency', operator: 'equals', values: [urgency] } as const],
  };
  const { recovery, groups, population } = numbers([], { ...options, by: ['service'] });
  const weeks = numbers([], { ...options, by: ['week'] }).groups.rows;
  return {
    all: [...figures(recovery), population.merged, population.clockErrors, population.unresolved],
    services: groups.rows
      .map(({ label, statistics }): [string, ...number[]] => [label, ...figures(statistics)])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
    weeks: weeks.map(({ statistics }) => figures(statistics)),
  };
}

function figures(statistics: RecoveryStatistics | null): number[] {
  if (statistics === null) return [0];
  const { n, mean, median, p90, min, max, total } = statistics;
  return [n, mean, median, p90, min, max, total];
}

async function byDuckDb(populations: readonly Population[]): Promise<readonly Figures[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE TABLE population (id INT, zone TEXT, first DATE, last DATE, urgency TEXT);
      CREATE TABLE incident (population INT, instant BIGINT, recovery BIGINT, service TEXT, urgency TEXT, ending TEXT, tracked BOOLEAN)`);
    const literal = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
    await connection.run(
      `INSERT INTO population VALUES ${populations
        .map(
          ({ zone, from, to, urgency }, id) => `(${id}, '${zone}', '${from}', '${to}', ${literal(urgency)})`,
        )
        .join()}`,
    );
    await connection.run(
      `INSERT INTO incident VALUES ${populations
        .flatMap(({ rows, track }, id) =>
          rows.map(
            ({ at, recovery, service, urgency, ending }) =>
              `(${id}, ${at}, ${recovery}, '${service}', '${urgency}', '${recovery === null ? 'open' : ending}', ${track === 'created' || recovery !== null})`,
          ),
        )
        .join()}`,
    );
    // The local day decides, as a person reads it off a clock on the wall; nothing is turned back into an instant.
    await connection.run(`CREATE VIEW selected AS
      SELECT population, service, recovery, ending, date_trunc('week', local) AS week
      FROM (SELECT i.*, p.first, p.last, p.urgency AS wanted, timezone(p.zone, to_timestamp(i.instant)) AS local
            FROM incident i JOIN population p ON p.id = i.population WHERE i.tracked)
      WHERE local::DATE BETWEEN first AND last AND (wanted IS NULL OR wanted = urgency);
      CREATE VIEW counted AS SELECT * FROM selected WHERE recovery >= 0 AND ending <> 'merge'`);
    const statistics = `count(*)::INT, avg(recovery), quantile_cont(recovery, 0.5), quantile_cont(recovery, 0.9),
      min(recovery)::DOUBLE, max(recovery)::DOUBLE, sum(recovery)::DOUBLE`;
    const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS() as number[][];
    const all = await read(`SELECT population, ${statistics} FROM counted GROUP BY 1`);
    const left = await read(`SELECT population, count(*) FILTER (ending = 'merge')::INT,
      count(*) FILTER (recovery < 0 AND ending <> 'merge')::INT, count(*) FILTER (recovery IS NULL)::INT
      FROM selected GROUP BY 1`);
    const services = await read(
      `SELECT population, service, ${statistics} FROM counted GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    const weeks = await read(
      `SELECT population, ${statistics} FROM counted GROUP BY population, week ORDER BY population, week`,
    );
    const of = (rows: readonly number[][], id: number) =>
      rows.filter(([population]) => population === id).map(([, ...rest]) => rest);
    return populations.map((_, id) => ({
      all: [...(of(all, id)[0] ?? [0]), ...(of(left, id)[0] ?? [0, 0, 0])],
      // The first of each is the name.
      services: of(services, id) as unknown as Figures['services'],
      weeks: of(weeks, id),
    }));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
