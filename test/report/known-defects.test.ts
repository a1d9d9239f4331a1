import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { dateOf } from '../../src/domain/instant.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Report } from '../../src/domain/report.ts';
import { asItIs } from '../../src/domain/what-if.ts';
import { createReports } from '../../src/report/create-reports.ts';
import { type IncidentOptions, incidents, instant } from '../fixtures/incident.ts';
import { question } from '../fixtures/question.ts';
import { COMPLETE_TO, memoryStore, NOW } from './memory-store.ts';

/*
 * What other systems are known to get wrong. Each test holds the naive computation beside ours: it must come to something
 * else, or the test would prove nothing.
 */

function setUp(list: readonly Incident[]) {
  const store = memoryStore({ accounts: [{ incidents: list }] });
  const reports = createReports({ store, clock: { now: () => NOW } });
  const report = async (options: Partial<Question> = {}): Promise<Report> => {
    const answer = await reports.answer('T1', question(options));
    if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
    return answer.report;
  };
  return { store, reports, report };
}

const of = (...list: readonly IncidentOptions[]) => incidents(...list);
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const seconds = ({ createdAt, resolvedAt }: Incident) => (resolvedAt ?? createdAt) - createdAt;

/** Ours is what is right; the naive computation is not. */
function differs(ours: unknown, right: unknown, naive: unknown): void {
  expect(ours).toEqual(right);
  expect(naive).not.toEqual(right);
}

test('open incidents counted as zero-hour recoveries', async () => {
  const list = of({ recovery: '2h' }, { recovery: null }, { recovery: null });
  for (const track of ['resolved', 'created'] as const) {
    differs((await setUp(list).report({ track })).recovery?.mean, 2 * HOUR, mean(list.map(seconds)));
  }
});

test('hours truncated, so that everything under one hour is zero', async () => {
  const list = of({ recovery: '59m' }, { recovery: '30m' });
  const naive = mean(list.map((each) => Math.floor(seconds(each) / HOUR))) * HOUR;
  differs((await setUp(list).report()).recovery?.mean, 44.5 * MINUTE, naive);
});

test('the median taken as the lower middle value', async () => {
  const list = of({ recovery: '10m' }, { recovery: '20m' }, { recovery: '40m' }, { recovery: '90m' });
  const sorted = list.map(seconds).sort((one, other) => one - other);
  differs((await setUp(list).report()).recovery?.median, 30 * MINUTE, sorted[Math.floor((4 - 1) / 2)]);
});

test('count and median from different populations', async () => {
  const list = of(
    { recovery: '10m' },
    { recovery: '4h', ending: 'merge' },
    { recovery: '50m' },
    { recovery: -5 },
  );
  const { recovery } = await setUp(list).report();
  differs([recovery?.n, recovery?.median], [2, 30 * MINUTE], [list.length, 30 * MINUTE]);
  expect((recovery?.mean ?? 0) * (recovery?.n ?? 0)).toBe(recovery?.total);
});

test('a silent stop at 10,000 incidents', async () => {
  const list = of(
    ...Array.from({ length: 10_400 }, (_, index) => ({ recovery: index < 10_000 ? '1m' : '1h' })),
  );
  differs((await setUp(list).report()).recovery?.n, 10_400, list.slice(0, 10_000).length);
});

test('windows of resolved incidents alone, which flatter slow services', async () => {
  const began = '2026-11-02T00:00Z';
  const list = of(
    ...Array.from({ length: 3 }, () => ({ createdAt: began, recovery: '10m' })),
    ...Array.from({ length: 2 }, () => ({ createdAt: began, recovery: '9d' })),
    ...Array.from({ length: 4 }, () => ({ createdAt: began, recovery: null })),
  );
  const { open, recovery } = await setUp(list).report({ track: 'created' });
  differs(open.medianWithOpen, 9 * DAY, recovery?.median);
  expect((await setUp(list).report()).open).toMatchObject({
    count: 4,
    oldest: { age: COMPLETE_TO - instant(began) },
  });
});

test('an empty month shown as zero', async () => {
  const list = of({ createdAt: '2026-09-10T00:00Z' }, { createdAt: '2026-11-10T00:00Z' });
  const naive = ['2026-09', '2026-10', '2026-11'].map((month) => {
    const its = list.filter(({ resolvedAt }) =>
      dateOf(resolvedAt ?? 0)
        .toISOString()
        .startsWith(month),
    );
    return its.reduce((sum, each) => sum + seconds(each), 0) / Math.max(1, its.length);
  });
  const { recovery, groups } = await setUp(list).report({
    by: ['month'],
    range: { kind: 'last', days: 90 },
  });
  differs(
    groups.rows.map(({ statistics }) => statistics.mean),
    [30 * MINUTE, 30 * MINUTE],
    naive,
  );
  differs(recovery?.mean, 30 * MINUTE, mean(naive));
  const october = await setUp(list).report({ range: { kind: 'month', year: 2026, month: 10 } });
  differs(october.recovery, null, naive[1]);
});

test('merged incidents counted', async () => {
  const list = of(
    { recovery: '1h' },
    { recovery: '1m', ending: 'merge' },
    { recovery: '1m', ending: 'merge' },
  );
  const { recovery, notCounted } = await setUp(list).report();
  differs(recovery?.mean, HOUR, mean(list.map(seconds)));
  expect(notCounted.merged).toBe(2);
});

test('reopened and re-prioritised incidents never refreshed', async () => {
  const list = of({ recovery: '1h' }, { recovery: '3h' });
  const { store, report } = setUp(list);
  const first = await report({ by: ['priority'] });
  const [one, other] = list as [Incident, Incident];
  store.commit([
    { ...one, resolvedAt: null, ending: 'open', status: 'triggered' },
    { ...other, priority: { id: 'P9', name: 'P9' } },
  ]);
  const { recovery, groups } = await report({ by: ['priority'] });
  differs(recovery?.mean, 3 * HOUR, first.recovery?.mean);
  differs(
    groups.rows.map(({ label }) => label),
    ['P9'],
    first.groups.rows.map(({ label }) => label),
  );
});

test('MTTR computed from the current page of a list', async () => {
  const list = of(...Array.from({ length: 60 }, (_, index) => ({ recovery: (index + 1) * MINUTE })));
  const { reports, report } = setUp(list);
  const found = await reports.incidents('T1', { question: question() }, asItIs, { offset: 0, limit: 25 });
  if (found.kind !== 'incidents') throw new Error(JSON.stringify(found));
  differs(
    found.report.recovery?.mean,
    (await report()).recovery?.mean,
    mean(found.rows.map(({ duration }) => duration ?? 0)),
  );
});

test('the newest day shown as complete when it is not', async () => {
  const list = of({ createdAt: '2026-11-21T10:00Z' }, { createdAt: '2026-11-22T07:00Z' });
  const { trend, completeTo } = await setUp(list).report({ range: { kind: 'last', days: 3 } });
  const days = trend.points.map(({ label, complete }) => [label, complete]);
  const naive = trend.points.map(({ label, statistics }) => [label, statistics !== null]);
  differs(
    days,
    [
      ['20 Nov', true],
      ['21 Nov', true],
      ['22 Nov', false],
    ],
    naive,
  );
  expect(completeTo).toBe(COMPLETE_TO);
});

test('an answer that depends on the zone of the server, or on what came first', async () => {
  const list = of(
    { createdAt: '2026-11-20T23:30Z', service: 'ledger', teams: ['A', 'B'] },
    { createdAt: '2026-11-21T00:30Z', recovery: '5m', title: 'Disk full' },
    { createdAt: '2026-11-21T02:30Z', recovery: '50m', title: 'Disk full', number: 9 },
    ...Array.from({ length: 20 }, (_, index) => ({ recovery: `${index + 1}m`, number: 30 + index })),
  );
  const asked: Partial<Question> = { by: ['team', 'day'], zone: 'Europe/Berlin' };
  const before = process.env.TZ;
  try {
    const bytes = [];
    for (const [zone, order] of [
      ['UTC', list],
      ['Pacific/Apia', list.toReversed()],
    ] as const) {
      process.env.TZ = zone;
      bytes.push(JSON.stringify(await setUp(order).report(asked)));
    }
    expect(bytes[1]).toBe(bytes[0]);
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});
