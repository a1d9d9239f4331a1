import { describe, expect, test } from 'vitest';
import { instant, reference } from '../fixtures/incident.ts';
import { digest as digestRecord } from '../store/records.ts';
import { account, composed, composerOver, range, weekly } from './composed.ts';
import { DUE } from './setup.ts';

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
