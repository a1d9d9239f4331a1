import type { DigestReport } from '../../src/digest/digest-report.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import {
  digest,
  digestReport,
  facts,
  lost,
  restated,
  weeks,
} from '../../test/slack/digests/digest-fixture.ts';
import { NOW } from '../../test/slack/records.ts';
import { changed, pointer, statistics } from '../../test/slack/report-fixture.ts';

const { window } = facts().definition;
const NONE_OPEN = { count: 0, oldest: [] };

/** Weeks of one team as its digest tells them. */
export const DIGEST_WEEKS: readonly [name: string, caption: string, report: DigestReport][] = [
  ['digest-good', 'Digest, a good week', goodWeek()],
  ['digest-bad', 'Digest, a bad week', badWeek()],
  [
    'digest-quiet',
    'Digest, a quiet week',
    digestReport({ isQuiet: true, facts: facts({ recovery: null, movers: [] }), open: NONE_OPEN }),
  ],
  [
    'digest-stale',
    'Digest, the data is not complete',
    digestReport({
      stale: [{ name: 'Production', completeTo: NOW - 12 * HOUR }],
      verdict: 'not complete',
      facts: facts({ completeTo: NOW - 12 * HOUR }),
    }),
  ],
  ['digest-first', 'Digest, the first week ever', firstWeek()],
];

function goodWeek(): DigestReport {
  const report = digestReport();
  return {
    ...report,
    digest: digest({ target: 45 * MINUTE }),
    targetMet: true,
    open: NONE_OPEN,
    trend: weeks(52, 48, 55, 47, 50, 44, 46, 39, 33, 30, 27, 24),
    verdict:
      typeof report.verdict === 'string'
        ? report.verdict
        : {
            ...report.verdict,
            change: changed({
              verdict: 'clearly faster',
              ratio: 0.57,
              ratioInterval: [0.43, 0.76],
              typicalNow: 27 * MINUTE,
              typicalBefore: 47 * MINUTE,
            }),
          },
    facts: facts({
      recovery: statistics({ n: 6, mean: 28 * MINUTE, median: 24 * MINUTE, total: 168 * MINUTE }),
      groups: {
        by: ['service'],
        rows: [lost('checkout', 3, 81), lost('ledger', 2, 62), lost('fraud', 1, 25)],
        overlapping: false,
      },
      movers: [],
    }),
  };
}

function badWeek(): DigestReport {
  const report = digestReport();
  return {
    ...report,
    digest: digest({ target: 45 * MINUTE }),
    targetMet: false,
    open: { count: 3, oldest: [{ ...pointer(48377), age: 2 * DAY + 6 * HOUR }] },
    trend: weeks(31, 36, 28, 33, 41, 30, 34, 38, 52, 58, 66, 74),
    restatements: [restated],
    verdict:
      typeof report.verdict === 'string'
        ? report.verdict
        : {
            ...report.verdict,
            change: changed({
              verdict: 'clearly slower',
              ratio: 1.8,
              ratioInterval: [1.3, 2.6],
              typicalNow: 61 * MINUTE,
              typicalBefore: 33 * MINUTE,
            }),
          },
    facts: facts({
      recovery: statistics({ n: 23, mean: 141 * MINUTE, median: 74 * MINUTE, total: 54 * HOUR }),
      groups: {
        by: ['service'],
        rows: [
          lost('checkout', 9, 1_420),
          lost('ledger', 4, 910),
          lost('payouts', 5, 510),
          lost('fraud', 2, 200),
          lost('settlement-reconciliation-worker', 2, 140),
          lost('notifications', 1, 60),
        ],
        overlapping: false,
      },
      movers: [{ incident: pointer(48301), recovery: 13 * HOUR, meanWithout: 112 * MINUTE }],
    }),
  };
}

function firstWeek(): DigestReport {
  return digestReport({
    verdict: 'too early',
    open: NONE_OPEN,
    trend: weeks(null, null, null, null, null, null, null, null, null, null, null, 35),
    facts: facts({
      definition: { ...facts().definition, covered: { ...window, start: window.start + 3 * DAY } },
      recovery: statistics({ n: 4, mean: 38 * MINUTE, median: 33 * MINUTE, total: 152 * MINUTE }),
      groups: {
        by: ['service'],
        rows: [lost('checkout', 3, 117), lost('ledger', 1, 35)],
        overlapping: false,
      },
      movers: [],
    }),
  });
}
