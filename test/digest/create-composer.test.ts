import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/duration.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { digest as digestRecord } from '../store/records.ts';
import { account, composed, composerOver, range, SERVICES, weekly } from './composed.ts';

test('the facts are those of the last complete week in the digest’s zone', async () => {
  const list = incidents(
    // Resolved on Sunday 23:50 in Berlin, and 20 minutes later.
    { createdAt: '2026-11-22T22:20Z', recovery: '30m' },
    { createdAt: '2026-11-22T22:20Z', recovery: '50m' },
    { createdAt: '2026-11-15T22:30Z', recovery: '1h' },
    { createdAt: '2026-11-15T20:30Z', recovery: '1h' },
  );
  const { facts, subject, isQuiet } = composed(await composerOver({ accounts: [account(list)] }).compose());
  expect(facts.definition.window).toEqual({
    start: instant('2026-11-15T23:00Z'),
    end: instant('2026-11-22T23:00Z'),
    zone: 'Europe/Berlin',
  });
  expect(facts.recovery?.n).toBe(2);
  expect(subject).toBe('All services');
  expect(isQuiet).toBe(false);
});

test.each([
  ['two weeks', '2026-11-08T23:00Z', '2026-11-22T23:00Z'],
  ['month', '2026-09-30T22:00Z', '2026-10-31T23:00Z'],
] as const)('every %s the facts reach over that', async (every, start, end) => {
  const schedule = { ...digestRecord().schedule, every };
  const { facts } = composed(await composerOver({ accounts: [account([])] }).compose({ schedule }));
  expect(facts.definition.window).toMatchObject({ start: instant(start), end: instant(end) });
});

test('open incidents are listed the oldest first; one that is open for long is worth saying', async () => {
  const list = incidents(
    { recovery: null, createdAt: '2026-11-22T08:00Z' },
    { recovery: null, createdAt: '2026-11-10T07:55Z', service: 'ledger' },
  );
  const { compose } = composerOver({ accounts: [account(list)] });
  const { open, isQuiet, worthSaying } = composed(await compose());
  expect(open).toMatchObject({
    count: 2,
    oldest: [{ number: 2, service: 'ledger', age: 13 * DAY }, { number: 1 }],
  });
  expect(isQuiet).toBe(false);
  expect(worthSaying).toEqual(['open for long']);
  expect(composed(await compose({ openDays: 14 })).worthSaying).toEqual([]);
});

test('a quiet week tells which services could not have had incidents', async () => {
  const services = SERVICES.map((each) => (each.name === 'ledger' ? { ...each, status: 'disabled' } : each));
  const said = composed(
    await composerOver({ accounts: [account([], { directory: { services } })] }).compose(),
  );
  expect(said).toMatchObject({
    isQuiet: true,
    worthSaying: [],
    services: { total: 3, disabled: ['ledger'] },
    targetMet: null,
  });
});

test('a week that data does not reach is not quiet', async () => {
  const covered = ['2026-11-20T00:00Z', '2026-11-23T07:55Z'] as const;
  expect(composed(await composerOver({ accounts: [account([], { covered })] }).compose()).isQuiet).toBe(
    false,
  );
});

test('a collection narrows everything, also the services', async () => {
  const list = incidents(
    { service: 'checkout' },
    { service: 'ledger' },
    { service: 'ledger', recovery: null },
  );
  const filter = [{ field: 'service', operator: 'equals', values: ['ledger'] }] as const;
  const workspace = { accounts: [account(list)], collections: [{ id: 'c1', name: 'Payments', filter }] };
  const said = composed(await composerOver(workspace).compose({ collectionId: 'c1' }));
  expect(said).toMatchObject({ subject: 'Payments', services: { total: 1 }, open: { count: 1 } });
  expect(said.facts.recovery?.n).toBe(1);
});

test('what the place may not see is as if it were not there', async () => {
  const accounts = [account(incidents({})), account(incidents({ number: 7 }))];
  const workspace = { accounts, collections: [{ id: 'c1', name: 'Payments' }] };
  const { compose } = composerOver(workspace, { hidden: ['account-2', 'c1'] });
  expect(composed(await compose()).facts.recovery?.n).toBe(1);
  expect(await compose({ collectionId: 'c1' })).toMatchObject({
    kind: 'unanswered',
    answer: { kind: 'unknown name' },
  });
});

test('somebody who is no member any more gets nothing', async () => {
  const { compose } = composerOver({ accounts: [account([])] }, { standing: 'guest' });
  const outcome = await compose({ place: { kind: 'person', userId: 'U1' } });
  expect(outcome).toMatchObject({ kind: 'unanswered', answer: { kind: 'invalid' } });
});

test('the target is met, missed, or nothing is known of it', async () => {
  const { compose } = composerOver({ accounts: [account(incidents({ recovery: '1h' }))] });
  expect(composed(await compose({ target: HOUR })).targetMet).toBe(true);
  const missed = composed(await compose({ target: HOUR - 1 }));
  expect(missed.targetMet).toBe(false);
  expect(missed.worthSaying).toEqual(['target missed']);
  expect(composed(await compose()).targetMet).toBeNull();
});

describe('data that is not complete', () => {
  const late = ['2026-01-01T00:00Z', '2026-11-22T22:00Z'] as const;

  test('is waited for, or said', async () => {
    const { compose } = composerOver({ accounts: [account([], { covered: late })] });
    const stale = [{ name: 'Production', completeTo: instant(late[1]) }];
    expect(await compose()).toEqual({ kind: 'stale', stale });
    expect(composed(await compose({}, { stale: 'say so' }))).toMatchObject({
      stale,
      isQuiet: false,
      verdict: 'not complete',
    });
  });

  test('of a paused integration holds nobody back, and is named', async () => {
    const paused = account([], { covered: late, integration: { paused: true } });
    const { facts, stale } = composed(await composerOver({ accounts: [account([]), paused] }).compose());
    expect(stale).toEqual([]);
    expect(facts.freshness.map(({ state }) => state)).toEqual(['current', 'paused']);
  });

  test('of an integration that was never synced is waited for only where there is nothing else', async () => {
    const never = account([], { covered: null });
    expect(composed(await composerOver({ accounts: [account([]), never] }).compose()).stale).toEqual([]);
    expect((await composerOver({ accounts: [never] }).compose()).kind).toBe('stale');
  });
});

test('digests that say the same are computed once', async () => {
  const { store, compose } = composerOver({ accounts: [account(weekly(range(0, 16), 5, '20m'))] });
  await compose();
  const reads = store.reads();
  await compose({ id: 'd2', place: { kind: 'channel', channelId: 'C2' } });
  expect(store.reads()).toBe(reads);
});
