import { createHash } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { ChangesPage, ConnectPagerDuty, PagerDutyClient } from './client.ts';
import { CeilingError, isOutOfSight, UnreadableRecordError } from './errors.ts';
import { histories } from './histories.ts';
import { identify } from './identify.ts';
import { incidentList, incidentPage, LOG_ENTRIES } from './incident-list.ts';
import { newestPages } from './newest-pages.ts';
import { type Normalised, normaliseIncident } from './normalise-incident.ts';
import { type List, listPages, spanPages } from './pages.ts';
import { RateBudget } from './rate-budget.ts';
import { findUser, readDirectory, readServices } from './read-directory.ts';
import { oldestCreation, resolvedAcross } from './resolved-across.ts';
import { severities } from './severities.ts';
import { sleep as machineSleep, type Sleep } from './sleep.ts';
import { Transport, type TransportOptions } from './transport.ts';

export interface ConnectOptions {
  /** For the difference to PagerDuty's clock, and for what is open now. */
  readonly clock: Clock;
  /** Milliseconds that pass, for the pacing. Default: the machine's monotonic clock. */
  readonly elapsed?: () => number;
  readonly sleep?: Sleep;
  /** In `[0, 1)`, for delays. */
  readonly random?: () => number;
  /** Milliseconds that one request may take, body included. Default 30,000. */
  readonly deadline?: number;
  /** The agents for an account's URL. Others can pin addresses (`lookup`), trust an authority, or use a proxy. Default: such that keep connections alive. */
  readonly agentsFor?: (url: string) => TransportOptions['agents'];
  /** Hears of each request as it ends. */
  readonly onRequest?: TransportOptions['onRequest'];
}

const oneIncident = z.object({ incident: z.unknown() });
const logEntry = z.object({ id: z.string().nullish().catch(null), incident: z.unknown() });
/** The paging stays in order while incidents come and go. */
const OLDEST_FIRST = { sort_by: 'created_at:asc' };
const NEWEST_FIRST = { sort_by: 'created_at:desc' };
const OPEN = { 'statuses[]': ['triggered', 'acknowledged'] };
/** PagerDuty has no incidents from before its time. */
const PAGERDUTY_BEGAN: Instant = Date.UTC(2009, 0) / 1000;

/** Connects to PagerDuty accounts over HTTP. All clients of one key, made by one result of this, share its budget. */
export function connectPagerDuty({
  clock,
  elapsed = () => performance.now(),
  sleep = machineSleep,
  random = Math.random,
  deadline = 30_000,
  agentsFor = always({
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  }),
  onRequest = () => {},
}: ConnectOptions): ConnectPagerDuty {
  const budgets = new Map<string, RateBudget>();
  const budgetOf = (url: string, apiKey: string): RateBudget => {
    const id = createHash('sha256')
      .update(`${new URL(url).origin} ${apiKey}`)
      .digest('base64');
    const budget = budgets.get(id) ?? new RateBudget({ elapsed, sleep });
    budgets.set(id, budget);
    return budget;
  };
  return ({ integrationId, url, apiKey }) => {
    const budget = budgetOf(url, apiKey);
    const now = () => clock.now();
    const agents = agentsFor(url);
    const options = { url, apiKey, budget, agents, sleep, random, deadline, now, onRequest };
    const transport = new Transport(options);
    return clientOf(transport, integrationId, clock);
  };
}

const always =
  <Value>(value: Value) =>
  () =>
    value;

function clientOf(transport: Transport, integrationId: string, clock: Clock): PagerDutyClient {
  const incidents = incidentList(integrationId);
  /** Nothing older ever comes: asked for once. */
  let first: { readonly at: Instant | null } | null = null;
  return {
    identify: (signal) => identify(transport, signal),
    findUser: (email, signal) => findUser(transport, email, signal),
    directory: (signal) => readDirectory(transport, signal),
    services: (signal) => readServices(transport, signal),
    clockSkew: () => transport.clockSkew(),
    counts: () => transport.counts(),

    async *incidents(span, { signal, onTotal, urgency = 'sync' } = {}) {
      const list = { ...incidents, query: NEWEST_FIRST, urgency, signal };
      const timeOf = (row: Normalised) => (row.ok ? row.incident.createdAt : null);
      for await (const { rows, ...reached } of newestPages(transport, list, span, { timeOf, onTotal }))
        yield { ...incidentPage(rows), ...reached };
    },

    async *resolvedAcross(border, signal) {
      const list = { ...incidents, signal };
      first ??= { at: await oldestCreation(transport, list) };
      for await (const rows of resolvedAcross(transport, list, { first: first.at, border }))
        yield incidentPage(rows);
    },

    histories: (span, options) => histories(transport, span, { ...options, integrationId }),
    severities: (ids, signal) => severities(transport, ids, signal),

    async *openIncidents(signal) {
      for await (const rows of openRows(transport, { ...incidents, signal }, clock)) yield incidentPage(rows);
    },

    async *changedIncidents(span, signal) {
      const list: List = { ...LOG_ENTRIES, query: { 'include[]': ['incidents'] }, signal };
      const seen = new Map<string, Instant>();
      for await (const rows of spanPages(transport, list, span)) {
        const page = changesOf(rows, integrationId);
        const fresh = page.incidents.filter(({ id, updatedAt }) => {
          const newer = (seen.get(id) ?? -1) < updatedAt;
          if (newer) seen.set(id, updatedAt);
          return newer;
        });
        yield { ...page, incidents: fresh };
      }
    },

    async incident(id, signal, urgency = 'sync') {
      const path = `incidents/${encodeURIComponent(id)}`;
      try {
        const body = await transport.get({
          path,
          body: oneIncident,
          what: 'incidents',
          urgency,
          signal,
        });
        const result = normaliseIncident(body.incident, integrationId);
        if (result.ok) return result.incident;
        throw new UnreadableRecordError(id, result.rejected.reason);
      } catch (error) {
        if (isOutOfSight(error)) return null;
        throw error;
      }
    },
  };
}

/**
 * What is open, in one list; above the ceiling that list cannot be read whole, so then by creation, back to the first.
 * The list shrinks while it is read, so that one may be missing: who compares it with what was open asks for that one by id.
 */
async function* openRows(
  transport: Transport,
  incidents: Omit<List<Normalised>, 'query'>,
  clock: Clock,
): AsyncGenerator<readonly Normalised[]> {
  const whole = { ...incidents, query: { ...OPEN, ...OLDEST_FIRST, date_range: 'all' } };
  try {
    yield* listPages(transport, whole);
  } catch (error) {
    if (!(error instanceof CeilingError)) throw error;
    const byCreation = { ...whole, query: { ...OPEN, ...OLDEST_FIRST } };
    const span: Span = { start: PAGERDUTY_BEGAN, end: clock.now() + 1 };
    yield* spanPages(transport, byCreation, span);
  }
}

/** The incidents that log entries carry. An entry whose incident is only named tells nothing of its state. */
function changesOf(rows: readonly unknown[], integrationId: string): ChangesPage {
  const read = rows.map((row) => {
    const { id, incident } = logEntry.safeParse(row).data ?? {};
    return { id, incident: normaliseIncident(incident, integrationId) };
  });
  const entries = read.flatMap(({ id, incident }) =>
    id && incident.ok ? [{ id, incidentId: incident.incident.id }] : [],
  );
  return { ...incidentPage(read.map(({ incident }) => incident)), entries };
}
