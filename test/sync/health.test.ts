import { describe, expect, test } from 'vitest';
import { DAY, MINUTE, WEEK } from '../../src/domain/duration.ts';
import type { Health, SyncRun } from '../../src/domain/sync-run.ts';
import { healthOf } from '../../src/sync/health.ts';

const NOW = 1_793_448_000;

const runs = (...outcomes: [SyncRun['outcome'], age: number][]) =>
  outcomes.map(([outcome, age]) => ({ outcome, startedAt: NOW - age }));

describe('health', () => {
  test.each<[string, ReturnType<typeof runs>, Health]>([
    ['every run succeeded', runs(['succeeded', MINUTE], ['succeeded', DAY]), 'HEALTHY'],
    ['some failed, the last succeeded', runs(['succeeded', MINUTE], ['failed', 6 * DAY]), 'WARNING'],
    ['some failed, among them the last', runs(['failed', MINUTE], ['succeeded', DAY]), 'WARNING'],
    ['none succeeded', runs(['failed', MINUTE], ['failed', DAY]), 'CRITICAL'],
    ['no run at all', [], 'UNKNOWN'],
    ['no run within 7 days', runs(['failed', WEEK], ['succeeded', 8 * DAY]), 'UNKNOWN'],
    ['the failure is older than 7 days', runs(['succeeded', DAY], ['failed', WEEK]), 'HEALTHY'],
    ['the success is older than 7 days', runs(['failed', DAY], ['succeeded', WEEK]), 'CRITICAL'],
    ['a run that was stopped says nothing', runs(['stopped', MINUTE], ['succeeded', DAY]), 'HEALTHY'],
    ['nothing but stopped runs', runs(['stopped', MINUTE]), 'UNKNOWN'],
  ])('%s', (_, log, health) => {
    expect(healthOf(log, NOW, { paused: false })).toBe(health);
  });

  test('paused goes before everything', () => {
    expect(healthOf(runs(['failed', MINUTE]), NOW, { paused: true })).toBe('PAUSED');
  });
});
