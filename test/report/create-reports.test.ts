import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/domain/directory.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Report } from '../../src/domain/report.ts';
import { createReports } from '../../src/report/create-reports.ts';
import type { Answer } from '../../src/report/reports.ts';
import { incidents, instant, reference } from '../fixtures/incident.ts';
import { equal, question } from '../fixtures/question.ts';
import { COMPLETE_TO, type MemoryAccount, type MemoryWorkspace, memoryStore, NOW } from './memory-store.ts';

function service(name: string, options: Partial<Service> = {}): Service {
  return { ...reference(name), status: 'active', autoResolveTimeout: null, deletedAt: null, ...options };
}

const SERVICES = ['checkout', 'ledger', 'payouts'].map((name) => service(name));

function ask(workspace: MemoryWorkspace, options: Partial<Question> = {}): Promise<Answer> {
  return createReports({ store: memoryStore(workspace), clock: { now: () => NOW } }).answer(
    'T1',
    question(options),
  );
}

async function report(workspace: MemoryWorkspace, options: Partial<Question> = {}): Promise<Report> {
  const answer = await ask(workspace, options);
  if (answer.kind !== 'report') throw new Error(JSON.stringify(answer));
  return answer.report;
}

function account(options: MemoryAccount = {}): MemoryAccount {
  return { ...options, directory: { services: SERVICES, ...options.directory } };
}

test('the example of the SEI documentation: 60, 30 and 180 minutes are 1h 30m, High, of 3 incidents', async () => {
  const list = incidents(
    { createdAt: '2024-01-01T00:00Z', resolvedAt: '2024-01-01T01:00Z' },
    { createdAt: '2024-01-02T04:30Z', resolvedAt: '2024-01-02T05:00Z' },
    { createdAt: '2024-01-05T06:00Z', resolvedAt: '2024-01-05T09:00Z' },
    { createdAt: '2024-01-07T23:30Z', resolvedAt: '2024-01-08T00:00Z' },
  );
  const covered = ['2023-11-01T00:00Z', '2024-02-01T00:00Z'] as const;
  const { recovery, previous } = await report(
    { accounts: [account({ incidents: list, covered })] },
    { range: { kind: 'dates', from: '2024-01-01', to: '2024-01-07' } },
  );
  expect(recovery).toMatchObject({ n: 3, mean: 90 * MINUTE, band: 'High' });
  expect(previous).toMatchObject({ recovery: null, covered: true });
});

test('an answer over the whole workspace has everything that a reader can check', async () => {
  const list = incidents(
    { recovery: '1h', service: 'checkout' },
    { recovery: '3h', service: 'ledger', ending: 'monitor' },
    { recovery: '5m', ending: 'merge' },
    { recovery: null, service: 'ledger', createdAt: '2026-11-22T02:55Z' },
    { recovery: '30m', createdAt: '2026-10-10T10:00Z' },
  );
  const answer = await report({ accounts: [account({ incidents: list })] });
  expect(answer).toMatchObject({
    subject: 'All services',
    recovery: { n: 2, mean: 2 * HOUR },
    previous: { recovery: { n: 1, mean: 30 * MINUTE }, covered: true },
    groups: { by: ['service'], rows: [{ label: 'ledger' }, { label: 'checkout' }] },
    open: { count: 1, oldest: { number: 4, service: 'ledger', age: 6 * HOUR } },
    notCounted: { merged: 1, clockErrors: 0, unresolved: 0 },
    endedBy: { person: 1, monitor: 1, timeout: 0, unknown: 0 },
    completeTo: COMPLETE_TO,
    freshness: [{ name: 'Production', state: 'current' }],
    partlyKnown: [],
  });
  expect(answer.movers[0]).toEqual({
    incident: {
      integrationId: 'production',
      id: 'Q000001',
      number: 1,
      url: 'https://acme.pagerduty.com/incidents/Q000001',
      title: 'Incident 1',
      service: 'checkout',
    },
    recovery: HOUR,
    meanWithout: 3 * HOUR,
  });
});

test('titles that an integration hides are not in the answer', async () => {
  const list = incidents({ recovery: '1h' }, { recovery: '3h' }, { recovery: null });
  const answer = await report({
    accounts: [account({ incidents: list, integration: { titles: 'hidden' } })],
  });
  expect(answer.movers.map(({ incident }) => incident.title)).toEqual([null, null]);
  expect(answer.open.oldest?.title).toBeNull();
  expect(JSON.stringify(answer)).not.toContain('Incident');
});

test('under “created” the incidents that are not resolved yet are counted beside the number', async () => {
  const list = incidents({ recovery: '1h' }, { recovery: null });
  const { recovery, notCounted } = await report(
    { accounts: [account({ incidents: list })] },
    { track: 'created' },
  );
  expect(recovery?.n).toBe(1);
  expect(notCounted.unresolved).toBe(1);
});

describe('names', () => {
  const checkout = incidents({ service: 'checkout', recovery: '1h' }, { service: 'ledger', recovery: '3h' });

  test('are found without regard to case, and shown as they are', async () => {
    const answer = await report(
      { accounts: [account({ incidents: checkout })] },
      { filter: equal({ service: ['CheckOut'] }) },
    );
    expect(answer.subject).toBe('checkout');
    expect(answer.recovery?.n).toBe(1);
    expect(answer.definition.filter).toEqual(equal({ service: ['checkout'] }));
    expect(answer.definition.applied).toEqual(equal({ service: ['PCHECKOUT'] }));
  });

  test('near misses are suggested, best first', async () => {
    expect(await ask({ accounts: [account()] }, { filter: equal({ service: ['chekout'] }) })).toEqual({
      kind: 'unknown name',
      name: { field: 'service', text: 'chekout' },
      nearest: ['checkout'],
      others: ['checkout', 'ledger', 'payouts'],
    });
    const collections = [{ name: 'Payments' }, { name: 'Platform' }];
    expect(await ask({ accounts: [account()], collections }, { collection: 'pay' })).toMatchObject({
      kind: 'unknown name',
      nearest: ['Payments'],
    });
  });

  test('one that several things have is asked back; the id that was chosen settles it', async () => {
    const twin = service('Checkout', { id: 'PTWIN' });
    const accounts = [
      account({ incidents: checkout }),
      account({ directory: { services: [twin] }, incidents: incidents({ service: twin, recovery: '2h' }) }),
    ];
    expect(await ask({ accounts }, { filter: equal({ service: ['checkout'] }) })).toEqual({
      kind: 'ambiguous',
      name: { field: 'service', text: 'checkout' },
      candidates: [
        { id: 'PCHECKOUT', name: 'checkout', integration: 'Production' },
        { id: 'PTWIN', name: 'Checkout', integration: 'Account 2' },
      ],
    });
    expect((await report({ accounts }, { filter: equal({ service: ['PTWIN'] }) })).recovery?.mean).toBe(
      2 * HOUR,
    );
    expect((await report({ accounts }, { filter: equal({ service: ['PTWIN'] }) })).subject).toBe(
      'Checkout (Account 2)',
    );
    const inOne = equal({ integration: ['production'], service: ['checkout'] });
    expect((await report({ accounts }, { filter: inOne })).recovery?.mean).toBe(HOUR);
  });

  test('a service that only incidents still know is found by its name', async () => {
    const accounts = [account({ incidents: incidents({ service: 'legacy-billing', recovery: '2h' }, {}) })];
    const found = await report({ accounts }, { filter: equal({ service: ['Legacy-Billing'] }) });
    expect(found).toMatchObject({ subject: 'legacy-billing', recovery: { n: 1, mean: 2 * HOUR } });
  });

  test('two names without a comma may be two services', async () => {
    expect(
      await ask({ accounts: [account()] }, { filter: equal({ service: ['Checkout ledger'] }) }),
    ).toMatchObject({ kind: 'unknown name', apart: ['checkout', 'ledger'] });
    expect(
      await ask({ accounts: [account()] }, { filter: equal({ service: ['checkout vs ledger'] }) }),
    ).toMatchObject({ kind: 'unknown name', apart: ['checkout', 'ledger'] });
  });

  test('a priority of one name in two accounts is one', async () => {
    const priority = (id: string) => ({ id, name: 'P1', rank: 0, deletedAt: null });
    const accounts = ['A', 'B'].map((id) =>
      account({
        directory: { priorities: [priority(id)] },
        incidents: incidents({ priority: { id, name: 'P1' } }, { priority: null }),
      }),
    );
    expect(await report({ accounts }, { filter: equal({ priority: ['p1'] }) })).toMatchObject({
      subject: 'All services, priority P1',
      recovery: { n: 2 },
    });
  });

  test('what the question narrows it to is in what it is about, by name', async () => {
    const teams = [{ id: 'PTEAM', name: 'payments', private: false, deletedAt: null }];
    const accounts = [account({ directory: { teams }, incidents: checkout })];
    const filter = equal({ service: ['checkout'], team: ['Payments'], urgency: ['high'] });
    expect((await report({ accounts }, { filter })).subject).toBe('checkout, team payments, urgency high');
  });

  test('a deleted service keeps its last name and can be asked about, but is not suggested', async () => {
    const deletedAt = instant('2026-11-21T00:00Z');
    const services = [service('legacy', { id: 'PCHECKOUT', deletedAt })];
    const accounts = [account({ directory: { services }, incidents: checkout })];
    expect((await report({ accounts }, { filter: equal({ service: ['legacy'] }) })).recovery?.n).toBe(1);
    expect(await ask({ accounts }, { filter: equal({ service: ['legac'] }) })).toMatchObject({ nearest: [] });
  });
});

describe('collections', () => {
  const list = incidents(
    { service: 'checkout', recovery: '1h' },
    { service: 'checkout', urgency: 'low', recovery: '3h' },
  );
  const collections = [
    { id: 'all', name: 'All', filter: equal({ service: ['checkout'] }) },
    { id: 'high', name: 'High', parentId: 'all', filter: equal({ urgency: ['high'] }) },
    { id: 'loop', name: 'Loop', parentId: 'loop' },
  ];
  const workspace = { accounts: [account({ incidents: list })], collections };

  test('narrow the question together with their ancestors', async () => {
    const answer = await report(workspace, { collection: 'high' });
    expect(answer).toMatchObject({ subject: 'High', recovery: { n: 1, mean: HOUR } });
    expect(answer.definition.filter).toEqual([
      ...equal({ service: ['checkout'] }),
      ...equal({ urgency: ['high'] }),
    ]);
  });

  test('a broken tree is refused', async () => {
    expect(await ask(workspace, { collection: 'Loop' })).toEqual({
      kind: 'invalid',
      sentence: 'The collection “Loop” is its own ancestor.',
    });
  });
});

describe('coverage', () => {
  test('a window that reaches outside is answered for what is covered', async () => {
    const list = incidents({ createdAt: '2026-11-21T10:00Z' }, { createdAt: '2026-11-01T10:00Z' });
    const covered = ['2026-11-10T00:00Z', '2026-11-22T08:55Z'] as const;
    const answer = await report({ accounts: [account({ incidents: list, covered, backfilling: true })] });
    expect(answer.recovery?.n).toBe(1);
    expect(answer.definition.window.start).toBe(instant('2026-10-24T00:00Z'));
    expect(answer.definition.covered).toEqual({
      start: instant(covered[0]),
      end: instant(covered[1]),
      zone: 'UTC',
    });
    expect(answer.previous).toMatchObject({ recovery: null, covered: false });
    expect(answer.freshness).toMatchObject([{ state: 'backfilling' }]);
  });

  test('a month under way is covered up to now, and compared with as much of the month before', async () => {
    const list = incidents({ createdAt: '2026-10-10T20:00Z' }, { createdAt: '2026-10-31T20:00Z' });
    const answer = await report(
      { accounts: [account({ incidents: list })] },
      { range: { kind: 'month', year: 2026, month: 11 } },
    );
    expect(answer.recovery).toBeNull();
    expect(answer.definition.covered?.end).toBe(COMPLETE_TO);
    expect(answer.previous).toMatchObject({
      recovery: { n: 1 },
      covered: true,
      window: { end: COMPLETE_TO - 31 * 86_400 },
    });
  });

  test('the one that is furthest behind holds the others back, unless it is paused or was never synced', async () => {
    const behind = ['2026-06-01T00:00Z', '2026-11-20T00:00Z'] as const;
    const others = account({ incidents: incidents({}) });
    expect(
      await report({ accounts: [others, account({ covered: behind, lastRun: 'failed' })] }),
    ).toMatchObject({
      completeTo: instant(behind[1]),
      freshness: [{ state: 'current' }, { state: 'failing' }],
    });
    expect(
      await report({
        accounts: [
          others,
          account({ covered: behind, integration: { paused: true } }),
          account({ covered: null }),
        ],
      }),
    ).toMatchObject({
      completeTo: COMPLETE_TO,
      recovery: { n: 1 },
      freshness: [{ state: 'current' }, { name: 'Account 2', state: 'paused' }, { state: 'never synced' }],
    });
  });

  test('before the first sync there is no data, and no end of it', async () => {
    const answer = await report({ accounts: [account({ covered: null })] });
    expect(answer).toMatchObject({
      recovery: null,
      completeTo: null,
      trend: { points: [] },
      open: { count: 0 },
    });
    expect(answer.definition.covered).toBeNull();
  });

  test('the age of an open incident is what is known of it, also where the data is old', async () => {
    const list = incidents({ recovery: null, createdAt: '2026-11-18T00:00Z' });
    const covered = ['2026-06-01T00:00Z', '2026-11-20T00:00Z'] as const;
    const { open } = await report({ accounts: [account({ incidents: list, covered })] });
    expect(open.oldest?.age).toBe(2 * DAY);
  });
});

describe('is not ingested', () => {
  const accounts = [account({ incidents: incidents({}, {}) })];
  const users = [{ id: 'U1', name: 'Dana', email: 'dana@example.com', zone: null, deletedAt: null }];

  test('severity and user, as long as no incident has them', async () => {
    const severity = { kind: 'not ingested', needs: 'severity' };
    expect(await ask({ accounts }, { filter: equal({ severity: ['critical'] }) })).toEqual(severity);
    expect(await ask({ accounts }, { by: ['severity'] })).toEqual(severity);
    expect(await ask({ accounts }, { filter: equal({ user: ['dana'] }) })).toEqual({
      kind: 'not ingested',
      needs: 'user',
    });
    expect(await ask({ accounts }, { by: ['user'] })).toEqual({ kind: 'not ingested', needs: 'user' });
  });

  test('acknowledgements and hours of people; counting works', async () => {
    const acknowledgement = { kind: 'not ingested', needs: 'acknowledgement' };
    expect(await ask({ accounts }, { metric: 'mtta' })).toEqual(acknowledgement);
    expect(await ask({ accounts }, { metric: 'after-hours' })).toEqual({
      kind: 'not ingested',
      needs: 'user',
    });
    expect((await report({ accounts }, { metric: 'count' })).recovery?.n).toBe(2);
  });

  test('what is known for some is answered, and says for how many', async () => {
    const some = incidents({ responders: [{ id: 'U1', name: 'Dana' }] }, {}, {}, {});
    const workspace = { accounts: [account({ incidents: some, directory: { users } })] };
    const answer = await report(workspace, { filter: equal({ user: ['DANA@example.com'] }) });
    expect(answer).toMatchObject({ recovery: { n: 1 }, partlyKnown: [{ field: 'user', share: 0.25 }] });
    expect(await ask(workspace, { filter: equal({ user: ['Donna'] }) })).toMatchObject({
      kind: 'unknown name',
      nearest: ['Dana'],
    });
  });

  test('people are not ranked unless an admin turned it on', async () => {
    const some = [account({ incidents: incidents({ responders: ['Dana'] }) })];
    expect(await ask({ accounts: some }, { by: ['user'] })).toMatchObject({ kind: 'invalid' });
    const answer = await report({ accounts: some, settings: { peopleReports: true } }, { by: ['user'] });
    expect(answer.groups.rows.map(({ label }) => label)).toEqual(['Dana']);
  });
});

test('a range that does not exist is refused with a sentence', async () => {
  const accounts = [account()];
  expect(await ask({ accounts }, { range: { kind: 'week', year: 2025, week: 53 } })).toMatchObject({
    kind: 'invalid',
  });
  expect(await ask({ accounts }, { zone: 'Mars/Olympus' })).toMatchObject({ kind: 'invalid' });
});

test('a workspace without an integration has none to ask', async () => {
  expect(await ask({ accounts: [] })).toEqual({ kind: 'no integrations' });
});

test('windows are cut in the zone of the workspace, unless the question names another', async () => {
  const workspace = { accounts: [account()], settings: { zone: 'Europe/Berlin' } };
  const range = { kind: 'week', year: 2026, week: 43 } as const;
  expect((await report(workspace, { range })).definition.window.start).toBe(instant('2026-10-18T22:00Z'));
  expect((await report(workspace, { range, zone: 'UTC' })).definition.window.start).toBe(
    instant('2026-10-19T00:00Z'),
  );
});
