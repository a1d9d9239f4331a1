import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { account, report } from './asking.ts';
import { COMPLETE_TO } from './memory-store.ts';

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
