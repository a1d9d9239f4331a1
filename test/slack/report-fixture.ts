import { HOUR, MINUTE, type Seconds } from '../../src/domain/duration.ts';
import type { Change, IncidentPointer, RecoveryStatistics, Report } from '../../src/domain/report.ts';
import { asItIs } from '../../src/domain/what-if.ts';
import { NOW } from './records.ts';

const DAY = 24 * HOUR;

export function statistics(change: Partial<RecoveryStatistics> = {}): RecoveryStatistics {
  return {
    n: 14,
    mean: HOUR + 39 * MINUTE,
    median: 42 * MINUTE,
    p90: HOUR + 45 * MINUTE,
    min: 4 * MINUTE,
    max: 13 * HOUR + 5 * MINUTE,
    total: 23 * HOUR + 6 * MINUTE,
    band: 'High',
    medianInterval: [18 * MINUTE, HOUR + 35 * MINUTE],
    meanInterval: [35 * MINUTE, 3 * HOUR + 31 * MINUTE],
    bandCertain: false,
    ...change,
  };
}

/** Against the 30 days before: it can't be told. */
export function changed(change: Partial<Change> = {}): Change {
  return {
    verdict: "can't tell",
    ratio: 1.3,
    ratioInterval: [0.6, 2.6],
    typicalNow: 42 * MINUTE,
    typicalBefore: 33 * MINUTE,
    episodesNow: 12,
    episodesBefore: 11,
    smallestNoticeable: 2.4,
    ...change,
  };
}

export function pointer(number: number, change: Partial<IncidentPointer> = {}): IncidentPointer {
  return {
    integrationId: 'int-1',
    id: `P${number}`,
    number,
    url: `https://acme.pagerduty.com/incidents/P${number}`,
    title: 'Payments fail',
    service: 'checkout',
    ...change,
  };
}

/** The report of mockups.md: checkout over the last 30 days, in Berlin. */
export function report(change: Partial<Report> = {}): Report {
  const window = { start: Date.UTC(2026, 9, 24, 22) / 1000, end: NOW, zone: 'Europe/Berlin' };
  const mean = (minutes: Seconds, n: number) =>
    statistics({ n, mean: minutes * MINUTE, median: minutes * MINUTE });
  return {
    id: '7KQ2M',
    subject: 'checkout',
    definition: {
      metric: 'mttr',
      track: 'resolved',
      window,
      covered: window,
      filter: [{ field: 'service', operator: 'equals', values: ['checkout'] }],
      applied: [{ field: 'service', operator: 'equals', values: ['PSVC1'] }],
      profile: null,
      withoutPrivateTeams: false,
      whatIf: asItIs,
    },
    recovery: statistics(),
    previous: {
      window: { start: window.start - 30 * DAY, end: NOW - 30 * DAY, zone: 'Europe/Berlin' },
      recovery: statistics({ n: 12, mean: 35 * MINUTE, median: 33 * MINUTE }),
      covered: true,
      medianWithOpen: null,
    },
    change: changed(),
    trend: {
      bucket: 'week',
      points: [
        { start: window.start, label: 'W44', statistics: mean(40, 4), complete: true },
        { start: window.start + 7 * DAY, label: 'W45', statistics: null, complete: true },
        { start: window.start + 14 * DAY, label: 'W46', statistics: mean(51, 6), complete: true },
        { start: window.start + 21 * DAY, label: 'W47', statistics: mean(200, 4), complete: false },
      ],
    },
    groups: {
      by: ['service'],
      rows: [{ key: 'PSVC1', label: 'checkout', statistics: statistics(), change: null }],
      overlapping: false,
    },
    open: { count: 1, oldest: { ...pointer(48377), age: 6 * HOUR }, medianWithOpen: null },
    notCounted: { merged: 2, clockErrors: 0, unresolved: 0, notAcknowledged: 0 },
    endedBy: { person: 9, monitor: 5, timeout: 0, unknown: 0 },
    beside: { short: 0, recurred: 0, cleanUp: 0, cleanUpNotKnown: 0, excluded: { count: 0, list: [] } },
    phases: null,
    counts: null,
    movers: [
      { incident: pointer(48213), recovery: 13 * HOUR + 5 * MINUTE, meanWithout: 47 * MINUTE },
      { incident: pointer(48001), recovery: 2 * HOUR, meanWithout: 97 * MINUTE },
    ],
    completeTo: NOW,
    freshness: [
      {
        integrationId: 'int-1',
        name: 'Production',
        state: 'current',
        coveredFrom: NOW - 365 * DAY,
        completeTo: NOW,
      },
    ],
    partlyKnown: [],
    ...change,
  };
}
