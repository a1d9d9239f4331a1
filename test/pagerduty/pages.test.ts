import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import type { ShortIncident } from '../simulators/pagerduty/short-incident.ts';
import { collected, NOW, setUp } from './setup.ts';

const HALF_YEAR = { start: NOW - 180 * DAY, end: NOW };

function storm(count: number, over: number, start = NOW - 10 * DAY): ShortIncident[] {
  return Array.from({ length: count }, (_, row) => ({ createdAt: start + Math.floor((row * over) / count) }));
}

test('a window costs a request for each hundred: the first page is the probe', async () => {
  const { client, pagerduty } = await setUp({ incidents: 2_950 });
  const totals: number[] = [];
  await collected(client.incidents(HALF_YEAR, { onTotal: (total) => totals.push(total) }));
  expect(pagerduty.requests).toHaveLength(30);
  expect(totals).toEqual([2_950]);
});

test('a window above 10,000 is split: nothing is lost, few requests are', async () => {
  const { client, pagerduty } = await setUp({ incidents: 11_234 });
  const totals: number[] = [];
  const { incidents } = await collected(
    client.incidents(HALF_YEAR, { onTotal: (total) => totals.push(total) }),
  );
  expect(incidents).toHaveLength(11_234);
  expect(new Set(incidents.map(({ id }) => id))).toEqual(new Set(pagerduty.truth('i1').map(({ id }) => id)));
  expect(totals).toEqual([11_234]);
  expect(pagerduty.requests.length).toBeLessThanOrEqual(113 + 5);
});

test('a storm of 10,300 in one minute is split down to its seconds', async () => {
  const { client } = await setUp({ incidents: storm(10_300, 60) });
  expect((await collected(client.incidents(HALF_YEAR))).incidents).toHaveLength(10_300);
});

test('a second that holds more than PagerDuty can list fails loudly, and says which', async () => {
  const { client } = await setUp({ incidents: storm(10_001, 1) });
  await expect(collected(client.incidents(HALF_YEAR))).rejects.toMatchObject({
    name: 'CeilingError',
    message: 'PagerDuty lists at most 10,000 incidents at once; the second 2026-11-13T09:00:00Z has more.',
  });
});

test('exactly 10,000 need no split', async () => {
  const { client, pagerduty } = await setUp({ incidents: storm(10_000, DAY) });
  expect((await collected(client.incidents(HALF_YEAR))).incidents).toHaveLength(10_000);
  expect(pagerduty.requests).toHaveLength(100);
});

test('two years are asked for in pieces of at most 180 days, each with both ends in UTC', async () => {
  const createdAt = [1, 100, 200, 400, 700].map((days) => ({ createdAt: NOW - days * DAY }));
  const { client, pagerduty } = await setUp({ incidents: createdAt });
  const totals: number[] = [];
  const span = { start: NOW - 730 * DAY, end: NOW };
  const { incidents } = await collected(client.incidents(span, { onTotal: (total) => totals.push(total) }));
  expect(incidents).toHaveLength(5);
  expect(totals.at(-1)).toBe(5);
  for (const { query } of pagerduty.requests) {
    const [since, until] = [query.get('since') ?? '', query.get('until') ?? ''];
    expect(since).toMatch(/Z$/);
    expect(Date.parse(until) - Date.parse(since)).toBeLessThanOrEqual(180 * DAY * 1000);
    expect(query.get('time_zone')).toBe('UTC');
    expect(query.get('sort_by')).toBe('created_at:desc');
  }
});

test('a server that gives fewer rows than asked for loses none', async () => {
  const { client } = await setUp({ incidents: 1_234, mostRows: 30 });
  expect((await collected(client.incidents(HALF_YEAR))).incidents).toHaveLength(1_234);
});

test('a server that does not count is read page after page, split at the ceiling', async () => {
  const { client, pagerduty } = await setUp({ incidents: 10_123 });
  const uncounted = (body: unknown) => ({ ...(body as object), total: null }); // an answer of the simulator's is an object
  pagerduty.faults.next({ kind: 'change', change: uncounted }, { times: Number.POSITIVE_INFINITY });
  expect((await collected(client.incidents(HALF_YEAR))).incidents).toHaveLength(10_123);
});

test('rows that were announced and do not come are a loud error, not a gap', async () => {
  const { client, pagerduty } = await setUp({ incidents: 300 });
  pagerduty.faults.next({ kind: 'change', change: (body) => body });
  const short = () => ({ incidents: [], more: false, total: null });
  pagerduty.faults.next({ kind: 'change', change: short }, { times: 2 });
  await expect(collected(client.incidents(HALF_YEAR))).rejects.toMatchObject({
    name: 'BrokenAnswerError',
    message: 'PagerDuty announced 300 incidents and gave 100.',
  });
});

test('a reader who stops early leaves no request behind', async () => {
  const { client, pagerduty } = await setUp({ incidents: 3_000 });
  for await (const page of client.incidents(HALF_YEAR)) {
    expect(page.incidents).toHaveLength(100);
    break;
  }
  const asked = pagerduty.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(pagerduty.requests.length).toBe(asked);
});

test('an abort ends the paging with its own reason', async () => {
  const { client } = await setUp({ incidents: 3_000 });
  const stop = new AbortController();
  const reading = (async () => {
    for await (const _ of client.incidents(HALF_YEAR, { signal: stop.signal }))
      stop.abort(new Error('stopped'));
  })();
  await expect(reading).rejects.toThrow('stopped');
});

test('the limit of the key is kept without a single refusal, in any sixty seconds', async () => {
  const { client, pagerduty, time } = await setUp({ incidents: 8_000, ratePerMinute: 30 });
  expect((await collected(client.incidents(HALF_YEAR))).incidents).toHaveLength(8_000);
  expect(client.counts()).toEqual({ requests: 80, retries: 0 });
  const sent = pagerduty.requests.map(({ at }) => at);
  for (const [row, at] of sent.entries()) {
    const later = sent[row + 30];
    if (later !== undefined) expect(later - at).toBeGreaterThanOrEqual(60_000);
  }
  // Two minutes at best; one that waits out of step would need five.
  // Two minutes at best; one that waits out of step would need five.
  expect(time.elapsed()).toBeLessThanOrEqual(3 * 60_000);
});

test('a list that is not sorted as asked for is split, and nothing is lost', async () => {
  const { client, pagerduty } = await setUp({ incidents: 11_234 });
  const turned = (body: unknown) => {
    const { incidents, ...rest } = body as { incidents: { created_at: string }[] };
    // As if PagerDuty had begun with the oldest: what is left below is less than it must be.
    return { ...rest, incidents: incidents.map((each) => ({ ...each, created_at: '2026-06-01T00:00:00Z' })) };
  };
  pagerduty.faults.next({ kind: 'change', change: turned }, { path: '/incidents' });
  const { incidents } = await collected(client.incidents(HALF_YEAR));
  expect(new Set(incidents.map(({ id }) => id))).toEqual(new Set(pagerduty.truth('i1').map(({ id }) => id)));
});

test('says from when on everything has come, stretch by stretch', async () => {
  const { client, pagerduty } = await setUp({ incidents: 21_000 });
  const ids = new Set<string>();
  const reached: number[] = [];
  for await (const page of client.incidents(HALF_YEAR)) {
    for (const { id } of page.incidents) ids.add(id);
    if (page.reached === undefined) continue;
    reached.push(page.reached);
    const due = pagerduty.truth('i1').filter(({ createdAt }) => createdAt >= (page.reached ?? 0));
    expect(due.filter(({ id }) => !ids.has(id))).toEqual([]);
  }
  expect(reached).toHaveLength(3);
  expect(reached.at(-1)).toBe(HALF_YEAR.start);
});
