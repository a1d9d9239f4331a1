import { describe, expect, test } from 'vitest';
import { freshnessOf, integrationFreshness } from '../../src/report/freshness.ts';
import { satelliteIntegration } from '../slack/satellites/fake-satellites.ts';
import { run } from '../store/records.ts';

const state = (coveredFrom: number, completeTo: number) => ({
  coverage: { coveredFrom, completeTo },
  backfill: null,
  nightlyAt: null,
});

describe('an account whose satellite does not answer', () => {
  const silent = (changes = {}) =>
    integrationFreshness(satelliteIntegration(changes), state(100, 200), run(), { offline: true });

  test('is offline, whatever its last run was; paused it is paused', () => {
    expect(silent().state).toBe('offline');
    expect(silent({ paused: true }).state).toBe('paused');
    expect(integrationFreshness(satelliteIntegration(), state(100, 200), run()).state).toBe('current');
  });

  test('holds the others back no longer; alone, what it has is what there is', () => {
    const other = integrationFreshness(satelliteIntegration({ id: 'other' }), state(50, 900), run());
    expect(freshnessOf([silent(), other]).coverage).toEqual({ coveredFrom: 50, completeTo: 900 });
    expect(freshnessOf([silent()]).coverage).toEqual({ coveredFrom: 100, completeTo: 200 });
  });
});
