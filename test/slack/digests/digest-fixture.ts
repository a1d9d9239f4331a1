import type { DigestReport } from '../../../src/digest/digest-report.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import { DAY, HOUR, MINUTE, type Seconds, WEEK } from '../../../src/domain/duration.ts';
import type { GroupRow, TrendPoint } from '../../../src/domain/report.ts';
import { NOW } from '../records.ts';
import { changed, pointer, report, statistics } from '../report-fixture.ts';

/** Monday 2026-11-16 00:00 in Berlin. */
const MONDAY = Date.UTC(2026, 10, 15, 23) / 1000;
const ZONE = 'Europe/Berlin';
const week = { start: MONDAY, end: MONDAY + WEEK, zone: ZONE };

export function digest(change: Partial<Digest> = {}): Digest {
  return {
    workspaceId: 'T1',
    id: 'd1',
    place: { kind: 'channel', channelId: 'C1' },
    collectionId: 'c-payments',
    schedule: { every: 'week', weekday: 1, hour: 9, zone: ZONE, anchor: '2026-11-16' },
    by: 'service',
    quiet: false,
    openDays: 2,
    target: null,
    paused: null,
    ownerId: 'U1',
    ownerTeamId: 'T1',
    createdAt: NOW - 30 * DAY,
    activeSince: NOW - 30 * DAY,
    ...change,
  };
}

/** A row of the groups: how many incidents, and hours lost in minutes. */
export function lost(label: string, n: number, minutes: Seconds): GroupRow {
  const total = minutes * MINUTE;
  return { key: label, label, statistics: statistics({ n, total, mean: total / n }), change: null };
}

/** Twelve weeks of medians, in minutes; `null`: nothing was resolved. */
export function weeks(...medians: readonly (number | null)[]): DigestReport['trend'] {
  const points: TrendPoint[] = medians.map((median, index) => {
    const start = week.end - (medians.length - index) * WEEK;
    return {
      start,
      label: `W${48 - medians.length + index}`,
      statistics: median === null ? null : statistics({ n: 6 + (index % 4), median: median * MINUTE }),
      complete: true,
    };
  });
  return { bucket: 'week', points };
}

/** The digest of mockups.md: Payments, Monday 23 November 2026. */
export function digestReport(change: Partial<DigestReport> = {}): DigestReport {
  return {
    kind: 'digest',
    digest: digest(),
    subject: 'Payments',
    facts: facts(),
    verdict: {
      change: changed({
        ratio: 1.1,
        ratioInterval: [0.8, 1.5],
        typicalNow: 37 * MINUTE,
        typicalBefore: 33 * MINUTE,
        episodesNow: 34,
        episodesBefore: 80,
      }),
      now: { start: week.end - 4 * WEEK, end: week.end, zone: ZONE },
      before: { start: week.end - 16 * WEEK, end: week.end - 4 * WEEK, zone: ZONE },
    },
    trend: weeks(31, 36, 28, 33, 41, 30, null, 34, 38, 36, 44, 35),
    open: { count: 1, oldest: [{ ...pointer(48377), age: 2 * DAY + 6 * HOUR }] },
    restatements: [],
    isQuiet: false,
    services: { total: 4, disabled: [] },
    targetMet: null,
    worthSaying: [],
    dueAt: NOW,
    late: 0,
    stale: [],
    ...change,
  };
}

export function facts(change: Partial<DigestReport['facts']> = {}): DigestReport['facts'] {
  const plain = report();
  return {
    ...plain,
    subject: 'Payments',
    definition: {
      ...plain.definition,
      window: week,
      covered: week,
      filter: [{ field: 'urgency', operator: 'equals', values: ['high'] }],
    },
    recovery: statistics({ n: 9, mean: 4106, median: 35 * MINUTE, total: 10 * HOUR + 16 * MINUTE }),
    groups: {
      by: ['service'],
      rows: [lost('ledger', 1, 310), lost('checkout', 4, 183), lost('payouts', 3, 88), lost('fraud', 1, 35)],
      overlapping: false,
    },
    movers: [
      { incident: pointer(48301, { service: 'ledger' }), recovery: 310 * MINUTE, meanWithout: 38 * MINUTE },
      { incident: pointer(48290), recovery: 80 * MINUTE, meanWithout: 66 * MINUTE },
      {
        incident: pointer(48333, { service: 'payouts' }),
        recovery: 61 * MINUTE,
        meanWithout: 68 * MINUTE,
      },
    ],
    ...change,
  };
}

/** Week 46 was told as 51m, and is 44m today. */
export const restated: DigestReport['restatements'][number] = {
  period: 'week 46',
  changed: {
    was: { n: 7, mean: 51 * MINUTE },
    now: { n: 6, mean: 44 * MINUTE },
    count: 1,
    incidents: [{ cause: 'reopened', incident: pointer(48119), was: 93 * MINUTE, now: null }],
  },
};
