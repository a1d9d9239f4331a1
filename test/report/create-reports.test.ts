import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/duration.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { equal } from '../fixtures/question.ts';
import { account, ask, report } from './asking.ts';
import { COMPLETE_TO } from './memory-store.ts';

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
