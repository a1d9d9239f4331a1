import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { FAILURE_CAUSES } from '../domain/sync-run.ts';
import type { RequestOutcome } from '../pagerduty/request-counts.ts';
import type { SlotState } from '../store/slot-ledger.ts';
import type { SyncEvent } from '../sync/sync.ts';
import { isInsider } from './insider.ts';
import { type Route, sendText } from './server.ts';

/** What the app counts about itself, in Prometheus' terms. */
export interface Metrics {
  readonly registry: Registry;
  observeSync(event: SyncEvent): void;
  /** A request that was sent to PagerDuty and ended. */
  observePagerDuty(outcome: RequestOutcome): void;
  /** What became of a digest; one that waits or is under way counts when it is over. */
  observeDigest(state: SlotState): void;
  /** Time from a Slack request's arrival to our acknowledgement. */
  observeAcknowledgement(seconds: number): void;
  /** The same route, with its answers counted by status. */
  counted(route: Route): Route;
  /** `fetch` for Slack's clients, with the answers counted by status. */
  readonly fetchFromSlack: typeof fetch;
}

const DIGEST_OUTCOMES: ReadonlySet<SlotState> = new Set<SlotState>(['done', 'skipped', 'failed', 'unknown']);

const RATE_LIMITED = '429';
const NO_ANSWER = 'none';

/** The statuses by which our HTTP server says that a request failed through us. */
const OUR_FAULT = [500, 503];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const runs = new Counter({
    name: 'sei_sync_runs_total',
    help: 'Sync runs by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  const requests = new Counter({
    name: 'sei_pagerduty_requests_total',
    help: 'Requests that this process sent to PagerDuty, by HTTP status (none: no answer came)',
    labelNames: ['status'],
    registers: [registry],
  });
  const incidents = new Counter({
    name: 'sei_incidents_stored_total',
    help: 'Incidents that were new or changed in the store',
    registers: [registry],
  });
  const calls = new Counter({
    name: 'sei_slack_calls_total',
    help: 'Calls of Slack’s Web API, by HTTP status (none: no answer came)',
    labelNames: ['status'],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'sei_sync_failures_total',
    help: 'Sync runs that failed, by cause',
    labelNames: ['cause'],
    registers: [registry],
  });
  const digests = new Counter({
    name: 'sei_digests_total',
    help: 'Digests that were due and are over, by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const answered = new Counter({
    name: 'sei_slack_requests_total',
    help: 'Requests of Slack by the HTTP status they were answered with',
    labelNames: ['status'],
    registers: [registry],
  });
  const acknowledgement = new Histogram({
    name: 'sei_slack_acknowledgement_seconds',
    help: 'Time from the arrival of a Slack request to its acknowledgement',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [registry],
  });
  // From the start, so that the first one that fails is an increase: alerts ask for that.
  for (const outcome of DIGEST_OUTCOMES) digests.inc({ outcome }, 0);
  for (const cause of FAILURE_CAUSES) failures.inc({ cause }, 0);
  for (const status of OUR_FAULT) answered.inc({ status }, 0);
  for (const status of ['200', RATE_LIMITED, NO_ANSWER]) {
    requests.inc({ status }, 0);
    calls.inc({ status }, 0);
  }
  return {
    registry,
    observeSync: (event) => {
      if (event.kind !== 'run') return;
      runs.inc({ kind: event.run.kind, outcome: event.run.outcome });
      if (event.run.failure !== null) failures.inc({ cause: event.run.failure.cause });
      incidents.inc(event.run.stored);
    },
    observePagerDuty: ({ status }) => requests.inc({ status: status ?? NO_ANSWER }),
    observeDigest: (state) => {
      if (DIGEST_OUTCOMES.has(state)) digests.inc({ outcome: state });
    },
    observeAcknowledgement: (seconds) => acknowledgement.observe(seconds),
    counted: (route) => (request, response) => {
      response.once('close', () => {
        if (response.writableFinished) answered.inc({ status: response.statusCode });
      });
      return route(request, response);
    },
    async fetchFromSlack(...request) {
      try {
        const response = await fetch(...request);
        calls.inc({ status: response.status });
        return response;
      } catch (error) {
        calls.inc({ status: NO_ANSWER });
        throw error;
      }
    },
  };
}

/** `GET /metrics`: with the token for whoever knows it, without one for callers on this machine alone. */
export function metricsRoute(metrics: Metrics, token: string | null): Route {
  return async (request, response) => {
    if (!isInsider(request, token))
      return sendText(response, 403, 'Set METRICS_TOKEN and send it as "Authorization: Bearer …".');
    response.writeHead(200, { 'content-type': metrics.registry.contentType });
    response.end(await metrics.registry.metrics());
  };
}
