import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { DAY } from '../../../src/domain/duration.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { type Instant, instantOf } from '../../../src/domain/instant.ts';
import { type PagerDutySimulation, startPagerDuty } from './start.ts';

const answer = z.object({
  total: z.number().nullish(),
  error: z.object({ code: z.number() }).optional(),
  incidents: z.array(z.unknown()).optional(),
  services: z.array(z.object({ name: z.string() })).default([]),
  log_entries: z
    .array(
      z.object({
        type: z.string(),
        incident: z.object({ id: z.string(), service: z.object({ summary: z.string() }) }),
      }),
    )
    .default([]),
});

const NOW = instantOf(new Date('2026-11-23T09:00:00Z'));

async function simulate(simulation: PagerDutySimulation = {}) {
  const pagerduty = await startPagerDuty({ clock: { now: () => NOW }, incidents: [], ...simulation });
  onTestFinished(() => pagerduty.stop());
  const get = async (path: string, key = pagerduty.apiKey) => {
    const response = await fetch(`${pagerduty.url}${path}`, {
      headers: { authorization: `Token token=${key}` },
    });
    return { status: response.status, headers: response.headers, body: answer.parse(await response.json()) };
  };
  return { pagerduty, get };
}

const at = (...instants: Instant[]) => instants.map((createdAt) => ({ createdAt }));

test('the same seed tells the same story, another seed another', async () => {
  const [one, same, other] = await Promise.all(
    [7, 7, 8].map(async (seed) => (await simulate({ seed, incidents: 500 })).pagerduty.truth('i1')),
  );
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});

test('the sample data has all the awkward kinds', async () => {
  const { pagerduty } = await simulate({ incidents: 3_000 });
  const incidents = pagerduty.truth('i1', { enriched: true });
  const some = (is: (incident: Incident) => boolean) => incidents.filter(is).length > 0;
  const recovery = ({ createdAt, resolvedAt }: Incident) =>
    resolvedAt === null ? null : resolvedAt - createdAt;
  expect(new Set(incidents.map(({ ending }) => ending))).toEqual(
    new Set(['open', 'person', 'monitor', 'timeout', 'merge']),
  );
  expect(some((incident) => recovery(incident) === 0)).toBe(true);
  expect(some((incident) => (recovery(incident) ?? 0) < 0)).toBe(true);
  expect(some((incident) => (recovery(incident) ?? 0) > 7 * DAY)).toBe(true);
  expect(some(({ priority }) => priority === null)).toBe(true);
  expect(some(({ service }) => service === null)).toBe(true);
  expect(some(({ service }) => service?.name === 'legacy-billing')).toBe(true);
  expect(some(({ teams }) => teams.length === 0)).toBe(true);
  expect(some(({ teams }) => teams.length > 1)).toBe(true);
  expect(some(({ enrichment }) => (enrichment?.reopened ?? 0) > 0)).toBe(true);
  expect(incidents.every(({ createdAt, updatedAt }) => createdAt <= NOW && updatedAt <= NOW)).toBe(true);
});

describe('the traps', () => {
  const totalOf = async (query: string, simulation: PagerDutySimulation = {}) => {
    const { get } = await simulate({
      incidents: at(NOW - DAY, NOW - 40 * DAY, NOW - 170 * DAY),
      ...simulation,
    });
    return (await get(`/incidents?total=true&${query}`)).body.total;
  };

  test('one month unless both ends are given, nothing for since alone, everything for date_range=all', async () => {
    expect(await totalOf('')).toBe(1);
    expect(await totalOf('since=2026-01-01T00:00:00Z')).toBe(0);
    expect(await totalOf('since=2026-06-01T00:00:00Z&until=2026-11-24T00:00:00Z')).toBe(3);
    expect(await totalOf('date_range=all')).toBe(3);
  });

  test('a time without zone is read in the account’s', async () => {
    const query = 'since=2026-11-22T01:00:00&until=2026-11-23T00:00:00';
    const midnight = { incidents: at(instantOf(new Date('2026-11-22T01:30:00Z'))) };
    expect(await totalOf(query, midnight)).toBe(0);
    expect(await totalOf(`${query}&time_zone=UTC`, midnight)).toBe(1);
  });

  test('over six months is 2005, beyond the ceiling 2002, an unknown parameter nothing at all', async () => {
    const { get } = await simulate({ incidents: at(NOW - DAY) });
    expect(
      (await get('/incidents?since=2026-01-01T00:00:00Z&until=2026-11-24T00:00:00Z')).body.error?.code,
    ).toBe(2005);
    expect((await get('/incidents?offset=9950&limit=51')).body.error?.code).toBe(2002);
    expect((await get('/incidents?priorities[]=none')).body.incidents).toHaveLength(1);
  });

  test('25 rows unless asked, 100 at most', async () => {
    const { get } = await simulate({ incidents: 300 });
    expect((await get('/incidents?date_range=all')).body.incidents).toHaveLength(25);
    expect((await get('/incidents?date_range=all&limit=500')).body.incidents).toHaveLength(100);
  });

  test('the rate limit refuses with headers', async () => {
    const { get } = await simulate({ ratePerMinute: 2, elapsed: () => 15_000 });
    await get('/services');
    expect((await get('/services')).headers.get('ratelimit-remaining')).toBe('0');
    const refused = await get('/services');
    expect(refused.status).toBe(429);
    expect(refused.body.error?.code).toBe(2020);
    expect(refused.headers.get('ratelimit-reset')).toBe('60');
  });

  test("a user's key sees no private team's incidents", async () => {
    const { pagerduty, get } = await simulate({
      incidents: [
        { createdAt: NOW - 9, service: 'fraud' },
        { createdAt: NOW - 9, service: 'cart' },
      ],
    });
    expect((await get('/incidents?total=true')).body.total).toBe(2);
    expect((await get('/incidents?total=true', pagerduty.userKey)).body.total).toBe(1);
  });
});

test('what happens is seen in the list, in the log, and in the truth', async () => {
  const { pagerduty, get } = await simulate({ incidents: [{ id: 'QA', createdAt: NOW - DAY }] });
  pagerduty.mutate.resolve('QA', { at: NOW - 60, by: 'service' });
  pagerduty.mutate.renameService('checkout', 'cash desk');
  pagerduty.mutate.reprioritise('QA', 'P2', { at: NOW - 30, silent: true });
  const id = pagerduty.mutate.create({ createdAt: NOW - 10, service: 'ledger' });
  pagerduty.mutate.deleteService('ledger');
  const { body } = await get(
    '/log_entries?since=2026-11-23T08:00:00Z&until=2026-11-23T10:00:00Z&include[]=incidents',
  );
  expect(
    body.log_entries.map((entry: { type: string; incident: { id: string } }) => [
      entry.type,
      entry.incident.id,
    ]),
  ).toEqual([
    ['trigger_log_entry', id],
    ['resolve_log_entry', 'QA'],
  ]);
  expect(body.log_entries[1]?.incident.service.summary).toBe('cash desk');
  expect((await get('/services?limit=100')).body.services.map(({ name }) => name)).not.toContain('ledger');
  expect(pagerduty.truth('i1')[0]).toMatchObject({
    resolvedAt: NOW - 60,
    updatedAt: NOW - 30,
    ending: 'timeout',
    priority: { name: 'P2' },
    service: { name: 'cash desk' },
  });
});
