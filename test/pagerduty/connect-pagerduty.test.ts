import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import { clock, collected, NOW, setUp } from './setup.ts';

describe('whose key it is', () => {
  test("an account's key", async () => {
    const { client } = await setUp({ incidents: [] });
    expect(await client.identify()).toEqual({ scope: 'account' });
  });

  test("a user's key names the user", async () => {
    const { pagerduty } = await setUp({ incidents: [] });
    const { client } = await setUp({ incidents: [] }, { apiKey: pagerduty.userKey });
    expect(await client.identify()).toEqual({ scope: 'user', userName: 'Dana Okafor' });
  });

  test('an e-mail address matches whole and without regard to case, not in part', async () => {
    const { client, pagerduty } = await setUp({ incidents: [] });
    const dana = pagerduty.world.users.find(({ email }) => email === 'dana@example.com')?.id;
    expect(await client.findUser(' Dana@Example.com ')).toBe(dana);
    expect(await client.findUser('dana@example.co')).toBeNull();
    expect(await client.findUser('@example.com')).toBeNull();
  });
});

describe('incidents', () => {
  test('half a year of every awkward kind comes as it is, record by record', async () => {
    const { client, pagerduty } = await setUp({ seed: 7, incidents: 3_000 });
    const { incidents, rejected } = await collected(client.incidents({ start: NOW - 180 * DAY, end: NOW }));
    expect(rejected).toEqual([]);
    expect(incidents).toEqual(pagerduty.truth('i1'));
  });

  test('a URL with a path of its own is kept, with or without a slash at its end', async () => {
    const { client, pagerduty } = await setUp({ incidents: 5, basePath: '/proxy/pagerduty' });
    expect(pagerduty.url).toMatch(/\/proxy\/pagerduty$/);
    expect((await collected(client.incidents({ start: NOW - 180 * DAY, end: NOW }))).incidents).toHaveLength(
      5,
    );
  });

  test('an unreadable record comes back as rejected; the rest goes on', async () => {
    const { client, pagerduty } = await setUp({
      incidents: [
        { id: 'QGOOD', createdAt: NOW - DAY },
        { id: 'QBAD', createdAt: NOW - DAY, extra: { created_at: null } },
      ],
    });
    const { incidents, rejected } = await collected(client.incidents({ start: NOW - 2 * DAY, end: NOW }));
    expect(incidents.map(({ id }) => id)).toEqual(['QGOOD']);
    expect(rejected).toEqual([{ id: 'QBAD', reason: 'created_at: not a time' }]);
    await expect(client.incident('QBAD')).rejects.toMatchObject({
      name: 'UnreadableRecordError',
      id: 'QBAD',
    });
    expect((await client.incident('QGOOD'))?.createdAt).toBe(NOW - DAY);
    expect(await client.incident('QNONE')).toBeNull();
    expect(await client.incident('../users/me')).toBeNull();
    expect(pagerduty.requests.at(-1)?.path).toBe('/incidents/..%2Fusers%2Fme');
  });

  test('the open ones come in one request, however old', async () => {
    const { client, pagerduty } = await setUp({
      incidents: [
        { id: 'QOLD', createdAt: NOW - 500 * DAY },
        { id: 'QSEEN', createdAt: NOW - DAY, acknowledgedAt: NOW - DAY + 60 },
        { id: 'QOVER', createdAt: NOW - DAY, resolvedAt: NOW - DAY + 60 },
      ],
    });
    const { incidents } = await collected(client.openIncidents());
    expect(incidents.map(({ id }) => id)).toEqual(['QOLD', 'QSEEN']);
    expect(pagerduty.requests).toHaveLength(1);
  });

  test('more open ones than one list can show are found by their creation', async () => {
    const open = Array.from({ length: 10_050 }, (_, row) => ({ createdAt: NOW - 400 * DAY + row * 3_000 }));
    const { client } = await setUp({ incidents: open });
    expect((await collected(client.openIncidents())).incidents).toHaveLength(10_050);
  });
});

describe('changes', () => {
  test('what the log tells of comes with its present state, once', async () => {
    const { client, pagerduty } = await setUp({
      incidents: [
        { id: 'QA', createdAt: NOW - 90 * DAY, resolvedAt: NOW - 89 * DAY },
        { id: 'QB', createdAt: NOW - 80 * DAY, resolvedAt: NOW - 79 * DAY },
        { id: 'QC', createdAt: NOW - 70 * DAY },
        { id: 'QQUIET', createdAt: NOW - 60 * DAY },
      ],
    });
    pagerduty.mutate.reopen('QA', { at: NOW - 300 });
    pagerduty.mutate.reprioritise('QA', 'P1', { at: NOW - 200 });
    pagerduty.mutate.move('QB', 'ledger', { at: NOW - 100 });
    pagerduty.mutate.merge('QC', 'QB', { at: NOW - 50 });
    const pages: string[] = [];
    for await (const page of client.changedIncidents({ start: NOW - 600, end: NOW })) {
      pages.push(...page.incidents.map(({ id }) => id));
    }
    expect(pages.sort()).toEqual(['QA', 'QB', 'QC']);
    const { incidents } = await collected(client.changedIncidents({ start: NOW - 600, end: NOW }));
    expect(incidents).toEqual(pagerduty.truth('i1').filter(({ id }) => id !== 'QQUIET'));
    expect(incidents[0]).toMatchObject({ status: 'triggered', resolvedAt: null, priority: { name: 'P1' } });
    expect(incidents[2]).toMatchObject({ ending: 'merge' });
  });
});

describe('the directory', () => {
  test('services, users, teams with their privacy, priorities in their rank', async () => {
    const { client } = await setUp({ incidents: [] });
    const directory = await client.directory();
    expect(directory.services).toHaveLength(12);
    expect(directory.services[0]).toEqual({
      id: 'PSVC001',
      name: 'checkout',
      status: 'active',
      autoResolveTimeout: 14_400,
      deletedAt: null,
    });
    expect(directory.users[0]).toMatchObject({ email: 'dana@example.com', zone: 'Europe/Berlin' });
    expect(directory.teams.filter((team) => team.private).map(({ name }) => name)).toEqual(['trust']);
    expect(directory.priorities.map(({ name, rank }) => [name, rank])).toEqual([
      ['P1', 0],
      ['P2', 1],
      ['P3', 2],
      ['P4', 3],
      ['P5', 4],
    ]);
    expect(directory.missing).toEqual([]);
  });

  test('an account without teams and priorities is a fact, not a failure', async () => {
    const { client } = await setUp({ incidents: [], lacks: ['teams', 'priorities'] });
    expect(await client.directory()).toMatchObject({
      teams: [],
      priorities: [],
      missing: ['teams', 'priorities'],
    });
  });

  test('more services than a page holds', async () => {
    const { client } = await setUp({ incidents: [], services: 240 });
    expect((await client.directory()).services).toHaveLength(240);
  });
});

test("the difference to PagerDuty's clock is known after the first answer", async () => {
  const { client } = await setUp({ incidents: [], clock: { now: () => clock.now() + 90 } });
  expect(client.clockSkew()).toBeNull();
  await client.identify();
  expect(client.clockSkew()).toBe(90);
});
