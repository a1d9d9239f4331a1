import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { clock, collected, NOW } from '../pagerduty/setup.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import {
  hasOpenApi,
  openApiFile,
  type PagerDutyContract,
  readPagerDutyContract,
} from './pagerduty-openapi.ts';

if (!hasOpenApi)
  process.stderr.write(`Skipped: PagerDuty's OpenAPI is not at ${openApiFile} (CONTRACTS_DIR).\n`);

describe.skipIf(!hasOpenApi)("PagerDuty's OpenAPI", () => {
  let contract: PagerDutyContract;
  let pagerduty: PagerDutySimulator;

  beforeAll(async () => {
    contract = readPagerDutyContract();
    pagerduty = await startPagerDuty({ clock, incidents: 2_000 });
  });
  afterAll(() => pagerduty.stop());

  test('every request that the connector can send fits it', async () => {
    const client = connectPagerDuty({ clock })({
      integrationId: 'i1',
      url: pagerduty.url,
      apiKey: pagerduty.apiKey,
    });
    await client.identify();
    await client.findUser('dana@example.com');
    await client.directory();
    await collected(client.incidents({ start: NOW - 400 * DAY, end: NOW }));
    await collected(client.openIncidents());
    await collected(client.changedIncidents({ start: NOW - 20 * DAY, end: NOW }));
    await client.services();
    await collected(client.resolvedAcross(NOW - 30 * DAY));
    await collected(client.histories({ start: NOW - 5 * DAY, end: NOW }, { wanted: () => true }));
    const id = pagerduty.truth('i1')[0]?.id ?? '';
    await client.incident(id);
    for await (const found of client.severities([id])) expect(found.id).toBe(id);
    expect(new Set(pagerduty.requests.map(({ path }) => path.split('/')[1]))).toEqual(
      new Set(['users', 'services', 'teams', 'priorities', 'incidents', 'log_entries']),
    );
    expect(pagerduty.requests.flatMap((request) => contract.problemsOf(request))).toEqual([]);
  });

  test('a typo, a wrong value, a write and an unknown path would be noticed', () => {
    const sent = (path: string, query: string, method = 'GET') =>
      contract.problemsOf({ method, path, query: new URLSearchParams(query) });
    expect(sent('/incidents', 'priorities[]=P1')).toEqual(['/incidents: no parameter priorities[]']);
    expect(sent('/incidents', 'status[]=triggered')).toHaveLength(1);
    expect(sent('/incidents', 'statuses[]=open')).toEqual(['/incidents: statuses[] cannot be "open"']);
    expect(sent('/incidents', 'limit=many')).toHaveLength(1);
    expect(sent('/log_entries', 'since=2026-11-23')).toHaveLength(1);
    expect(sent('/incidents', 'limit=1&limit=2')).toEqual(['/incidents: limit comes 2 times']);
    expect(sent('/incidents', '', 'POST')).toHaveLength(1);
    expect(sent('/everything', '')).toHaveLength(1);
    expect(sent('/incidents/Q1/alerts', 'limit=100&statuses[]=triggered')).toEqual([]);
  });

  test.each([
    '/incidents?limit=100&date_range=all',
    '/incidents?limit=100&date_range=all&statuses[]=triggered&total=true',
    '/log_entries?limit=100',
    '/services',
    '/users',
    '/teams',
    '/priorities',
    '/abilities',
    '/incidents/Q0000000045001',
    '/incidents/Q0000000045001/alerts',
    '/incidents/Q0000000045001/log_entries',
    '/incidents?offset=9990&limit=100',
    '/incidents/QNONE',
  ])('the simulator answers %s as it says', async (request) => {
    const response = await fetch(`${pagerduty.url}${request}`, {
      headers: { authorization: `Token token=${pagerduty.apiKey}` },
    });
    const { pathname } = new URL(request, 'http://simulator');
    // Not all types that PagerDuty sends are documented: a reopening is one of those, and the kinds of integrations.
    const problems = contract
      .problemsOfAnswer(pathname, response.status, await response.json())
      .filter(
        (problem) => !/(log_entries\/\d+(\/type)?|(agent|last_status_change_by)(\/type)?):/.test(problem),
      );
    expect(problems.slice(0, 5)).toEqual([]);
  });
});
