import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { instantOf } from '../../src/domain/instant.ts';
import type { IncidentPage, PagerDutyClient } from '../../src/pagerduty/client.ts';
import { type ConnectOptions, connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import {
  type PagerDutySimulation,
  type PagerDutySimulator,
  startPagerDuty,
} from '../simulators/pagerduty/start.ts';
import { fakeTime } from './fake-time.ts';

/** The moment at which these tests play. */
export const NOW = instantOf(new Date('2026-11-23T09:00:00Z'));
export const clock: Clock = { now: () => NOW };

export interface Setup {
  readonly pagerduty: PagerDutySimulator;
  readonly client: PagerDutyClient;
  readonly time: ReturnType<typeof fakeTime>;
}

/** A simulated account and a client of it, in time that passes only where someone sleeps; ends with the test. */
export async function setUp(
  simulation: PagerDutySimulation = {},
  options: Partial<ConnectOptions> & { apiKey?: string } = {},
): Promise<Setup> {
  const time = fakeTime();
  const pagerduty = await startPagerDuty({ clock, elapsed: time.elapsed, ...simulation });
  onTestFinished(() => pagerduty.stop());
  const { apiKey = pagerduty.apiKey, ...rest } = options;
  const connect = connectPagerDuty({
    clock,
    elapsed: time.elapsed,
    sleep: time.sleep,
    random: () => 0.5,
    ...rest,
  });
  return { pagerduty, time, client: connect({ integrationId: 'i1', url: pagerduty.url, apiKey }) };
}

/** Everything that the pages brought, each incident once. */
export async function collected(pages: AsyncIterable<IncidentPage>) {
  const incidents = new Map<string, IncidentPage['incidents'][number]>();
  const rejected: IncidentPage['rejected'][number][] = [];
  for await (const page of pages) {
    for (const incident of page.incidents) incidents.set(incident.id, incident);
    rejected.push(...page.rejected);
  }
  return { incidents: [...incidents.values()].sort((one, other) => one.number - other.number), rejected };
}
