import { expect, test } from 'vitest';
import { backfillMessage, type Loading } from '../../../src/slack/connect/backfill-message.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW, syncStatus } from '../records.ts';

const YEAR = 365 * 86_400;
const progress = {
  stored: 1_204,
  expected: 2_867,
  floor: NOW - YEAR,
  coveredFrom: NOW - 86_400,
  timeLeft: 80,
};

function message(change: Partial<Loading> = {}) {
  return blocksOf(
    backfillMessage({
      integrationId: 'int-1',
      name: 'Production',
      status: syncStatus({ running: true, backfill: progress }),
      now: NOW,
      service: null,
      ...change,
    }),
  );
}

test('progress: a bar with its number, counts, time left', () => {
  expect(message().words).toContain('▰▰▰▰▰▱▱▱▱▱▱▱ 41 %\n1,204 of 2,867 incidents');
  expect(message().words).toContain('about 2m left');
});

test('before anything is counted the share is that of the time covered', () => {
  const backfill = { ...progress, expected: null, coveredFrom: NOW - YEAR / 4 };
  expect(message({ status: syncStatus({ running: true, backfill }) }).words).toContain(
    '25 %\n1,204 incidents',
  );
});

test('more than was announced is never more than 99 %', () => {
  const backfill = { ...progress, stored: 3_000 };
  expect(message({ status: syncStatus({ running: true, backfill }) }).words).toContain(' 99 %');
});

test('a stop says why, and offers to try again', () => {
  const run = {
    id: 'r1',
    kind: 'backfill' as const,
    startedAt: NOW,
    duration: 5,
    outcome: 'failed' as const,
    stored: 0,
    rejected: 0,
    requests: 3,
    retries: 2,
    failure: { cause: 'key refused' as const, sentence: 'PagerDuty refused this key.' },
  };
  const shown = message({ status: syncStatus({ backfill: progress, runs: [run] }) });
  expect(shown.text).toBe('Production: loading stopped. PagerDuty refused this key.');
  expect(shown.buttons).toEqual([
    ['Try again now', 'int-1'],
    ['Status', 'int-1'],
  ]);
});

test('the end: examples to copy with a real service, and buttons that ask', () => {
  const shown = message({ status: syncStatus(), service: 'R&D <core>' });
  expect(shown.words).toContain('`/sei-mttr service="R&amp;D &lt;core&gt;" last=30d`');
  expect(shown.buttons).toEqual([
    ['MTTR of R&D <core>', 'service="R&amp;D &lt;core&gt;" last=30d'],
    ['MTTR of all services', 'last=30d'],
    ['Status', 'int-1'],
  ]);
});
