import { describe, expect, test } from 'vitest';
import type { View } from '../../src/audience/sight.ts';
import type { Composed, Occasion } from '../../src/digest/composer.ts';
import { createComposer } from '../../src/digest/create-composer.ts';
import type { DigestReport } from '../../src/digest/digest-report.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Standing } from '../../src/domain/role.ts';
import type { Slot } from '../../src/store/slot-ledger.ts';
import { incident, incidents, instant, reference } from '../fixtures/incident.ts';
import { type MemoryAccount, type MemoryWorkspace, memoryStore } from '../report/memory-store.ts';
import { digest as digestRecord } from '../store/records.ts';

/** Monday, 09:00 in Berlin: speaks of week 47, 16 to 22 November. */
const DUE = instant('2026-11-23T08:00Z');
const COVERED = ['2026-01-01T00:00Z', '2026-11-23T07:55Z'] as const;
const SERVICES = ['checkout', 'ledger', 'payouts'].map((name) => ({
  ...reference(name),
  status: 'active',
  autoResolveTimeout: null,
  deletedAt: null,
}));

function account(list: readonly Incident[], options: MemoryAccount = {}): MemoryAccount {
  return { incidents: list, covered: COVERED, directory: { services: SERVICES }, ...options };
}

/** A slot of the week before, which showed some reports. */
function shown(reportIds: readonly string[], weeksAgo = 1): Slot {
  return {
    workspaceId: 'T1',
    digestId: 'd1',
    dueAt: DUE - weeksAgo * WEEK,
    state: 'done',
    attempts: 1,
    owner: null,
    leaseUntil: null,
    retryAt: null,
    finishedAt: DUE - weeksAgo * WEEK,
    message: { channelId: 'C1', timestamp: '1.1' },
    reportIds,
    note: null,
    toldAt: null,
  };
}

function composerOver(
  workspace: MemoryWorkspace,
  options: { slots?: Slot[]; standing?: Standing; hidden?: string[] } = {},
) {
  const store = memoryStore(workspace);
  const composer = createComposer({
    store,
    slots: { of: async () => options.slots ?? [] },
    sight: {
      async view({ workspaceId }): Promise<View> {
        const ids = (await store.integrations.list(workspaceId)).map(({ id }) => id);
        const collections = (await store.collections.list(workspaceId)).map(({ id }) => id);
        return {
          workspaceId,
          integrationIds: new Set(ids.filter((id) => !options.hidden?.includes(id))),
          collectionIds: new Set(collections.filter((id) => !options.hidden?.includes(id))),
          withoutPrivateTeams: new Set(),
          isAdmin: false,
          key: 'everybody',
        };
      },
    },
    access: { standing: async () => options.standing ?? 'viewer' },
    clock: { now: () => DUE },
  });
  const compose = (digest: Partial<Digest> = {}, occasion: Partial<Occasion> = {}) =>
    composer.compose(digestRecord(digest), { at: DUE, dueAt: DUE, late: 0, stale: 'wait', ...occasion });
  return { store, compose };
}

function composed(outcome: Composed): DigestReport {
  if (outcome.kind !== 'composed') throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

/** So many incidents a week, each on another day, of so many minutes each, in the weeks before the last so many. */
function weekly(weeks: readonly number[], perWeek: number, recovery: string, first = 1): Incident[] {
  return weeks.flatMap((week) =>
    Array.from({ length: perWeek }, (_, index) =>
      incident({
        number: first + week * perWeek + index,
        createdAt: DUE - 8 * HOUR - (week + 1) * WEEK + index * DAY + 3 * HOUR,
        recovery,
      }),
    ),
  );
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

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

describe('the verdict', () => {
  test('compares the last 4 weeks with the 12 before', async () => {
    const list = [
      ...weekly(range(0, 4), 5, '20m'),
      ...weekly(range(4, 16), 5, '1h'),
      ...weekly(range(16, 20), 5, '5m'),
    ];
    const { verdict, worthSaying } = composed(await composerOver({ accounts: [account(list)] }).compose());
    expect(verdict).toMatchObject({
      change: { verdict: 'clearly faster', episodesNow: 20, episodesBefore: 60 },
      now: { start: instant('2026-10-25T23:00Z') },
      before: { start: instant('2026-08-02T22:00Z'), end: instant('2026-10-25T23:00Z') },
    });
    expect(worthSaying).toEqual(['clearly faster']);
  });

  test('tells no change of a steady service whose slow incidents of late are not over yet', async () => {
    const steady = range(0, 20).flatMap((week) => [
      ...weekly([week], 2, '1h'),
      ...weekly([week], 6, '30d', 1_000).map((each) => ({ ...each, service: reference('ledger') })),
    ]);
    const known = steady.map((each) =>
      each.resolvedAt !== null && each.resolvedAt > DUE
        ? { ...each, resolvedAt: null, status: 'triggered', ending: 'open' as const }
        : each,
    );
    const { store, compose } = composerOver({ accounts: [account(known)] });
    const profile = {
      workspaceId: 'T1',
      id: 'p1',
      integrationIds: null,
      name: 'By creation',
      filter: [],
      track: 'created' as const,
    };
    await store.profiles.save(profile);
    await store.profiles.assign('T1', (none) => ({ ...none, defaultId: 'p1' }));
    const { verdict } = composed(await compose());
    expect(verdict).toMatchObject({ change: { verdict: "can't tell", ratio: 1 } });
  });

  test('is too early where the data begins within the 16 weeks', async () => {
    const covered = ['2026-09-01T00:00Z', '2026-11-23T07:55Z'] as const;
    const { verdict, trend } = composed(
      await composerOver({ accounts: [account(weekly(range(0, 12), 5, '20m'), { covered })] }).compose(),
    );
    expect(verdict).toBe('too early');
    expect(trend.points.at(0)?.complete).toBe(false);
  });
});

test('the trend has the last 12 weeks; months under a monthly digest', async () => {
  const list = weekly(range(0, 20), 5, '20m');
  const { compose } = composerOver({ accounts: [account(list)] });
  const { trend } = composed(await compose());
  expect(trend.bucket).toBe('week');
  expect(trend.points.map(({ label }) => label)).toEqual(range(36, 48).map((week) => `W${week}`));
  expect(trend.points.every(({ statistics, complete }) => statistics?.n === 5 && complete)).toBe(true);
  const monthly = composed(await compose({ schedule: { ...digestRecord().schedule, every: 'month' } }));
  expect(monthly.trend.bucket).toBe('month');
  expect(monthly.trend.points.at(-1)?.label).toBe('Oct 2026');
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

describe('numbers of earlier digests that changed', () => {
  const WEEK_46 = '2026-11-11T10:00Z';
  async function posted(compose: ReturnType<typeof composerOver>['compose']) {
    const outcome = await compose({}, { at: DUE - WEEK, dueAt: DUE - WEEK });
    if (outcome.kind !== 'composed') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  test('are restated with the reason, once', async () => {
    const slots: Slot[] = [];
    const list = incidents({ createdAt: WEEK_46, recovery: '40m' }, { createdAt: WEEK_46, recovery: '1h' });
    const { store, compose } = composerOver({ accounts: [account(list)] }, { slots });
    slots.unshift(shown((await posted(compose)).reportIds));
    expect(composed(await compose()).restatements).toEqual([]);

    store.commit([incident({ number: 2, createdAt: WEEK_46, recovery: null })]);
    const outcome = await compose();
    const { restatements, worthSaying } = composed(outcome);
    expect(restatements).toMatchObject([
      {
        period: 'week 46',
        changed: {
          was: { n: 2, mean: 50 * MINUTE },
          now: { n: 1, mean: 40 * MINUTE },
          incidents: [{ cause: 'reopened', incident: { number: 2 } }],
        },
      },
    ]);
    expect(worthSaying).toContain('restated');

    slots.unshift(shown(outcome.kind === 'composed' ? outcome.reportIds : [], 0));
    const next = { at: DUE + WEEK, dueAt: DUE + WEEK, stale: 'say so' } as const;
    expect(composed(await compose({}, next)).restatements).toEqual([]);
  });

  test('say what was excluded by hand since', async () => {
    const slots: Slot[] = [];
    const list = incidents({ createdAt: WEEK_46, recovery: '40m' }, { createdAt: WEEK_46, recovery: '1h' });
    const { store, compose } = composerOver({ accounts: [account(list)] }, { slots });
    slots.unshift(shown((await posted(compose)).reportIds));
    await store.exclusions.save({
      workspaceId: 'T1',
      id: 'x1',
      integrationId: 'production',
      incidentId: 'Q000002',
      number: 2,
      reason: 'A drill',
      by: 'U1',
      at: DUE,
      withdrawn: null,
    });
    const { restatements } = composed(await compose());
    expect(restatements).toMatchObject([{ changed: { incidents: [{ cause: 'excluded' }] } }]);
  });
});

test('digests that say the same are computed once', async () => {
  const { store, compose } = composerOver({ accounts: [account(weekly(range(0, 16), 5, '20m'))] });
  await compose();
  const reads = store.reads();
  await compose({ id: 'd2', place: { kind: 'channel', channelId: 'C2' } });
  expect(store.reads()).toBe(reads);
});
