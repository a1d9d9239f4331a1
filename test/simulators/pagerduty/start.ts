import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../../src/domain/clock.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { dateOf, type Instant } from '../../../src/domain/instant.ts';
import { Account } from './account.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { Faults, sendAnswer, sendFaulty } from './faults.ts';
import { daysOf, generateIncidents } from './generate.ts';
import { Mutations } from './mutate.ts';
import { randomFrom } from './random.ts';
import { rateLimit } from './rate-limit.ts';
import { type AccountRules, type Asker, answerOf } from './routes.ts';
import { incidentFrom, type ShortIncident } from './short-incident.ts';
import { truthOf } from './truth.ts';
import { type World, worldOf } from './world.ts';

export interface PagerDutySimulation {
  /** Decides everything that is generated. Default 1. */
  readonly seed?: number;
  /** How many services; the first twelve have names. Default 12. */
  readonly services?: number;
  /** Months (of 30 days) before now that generated incidents spread over. Default 6. */
  readonly months?: number;
  /** How many to generate, or exactly these. Default 3,000. */
  readonly incidents?: number | readonly ShortIncident[];
  /** Requests a minute and key. Default 960. */
  readonly ratePerMinute?: number;
  /** Milliseconds before each answer. Default 0. */
  readonly latency?: number;
  /** What time it is there. Default: this machine's. */
  readonly clock?: Clock;
  /** Milliseconds that the rate limit counts with. Default: this machine's. */
  readonly elapsed?: () => number;
  /** Abilities that the account lacks: their lists answer 402. */
  readonly lacks?: AccountRules['lacks'];
  /** Zone of times that name none. Default America/Los_Angeles. */
  readonly accountZone?: string;
  /** Default 10,000. */
  readonly ceiling?: number;
  /** Most rows of a page, whatever `limit` asks. Default 100. */
  readonly mostRows?: number;
  /** A path that everything lies under, as behind a company's proxy. Default none. */
  readonly basePath?: string;
}

/** A request as it came in. The key itself is not kept. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: 'account' | 'user' | 'unknown';
  /** Milliseconds of the simulation's `elapsed`. */
  readonly at: number;
  readonly headers: IncomingMessage['headers'];
}

export interface PagerDutySimulator {
  /** What an admin types as URL. */
  readonly url: string;
  /** An account's key: sees everything. */
  readonly apiKey: string;
  /** Dana's key (dana@example.com): sees no private team's incidents. */
  readonly userKey: string;
  readonly world: World;
  readonly requests: RecordedRequest[];
  readonly mutate: Mutations;
  readonly faults: Faults;
  /** Every incident as a perfect collector would have stored it, ascending by creation. */
  truth(integrationId: string, options?: { enriched?: boolean }): Incident[];
  /** Changes the speed of a running simulator. */
  setLatency(milliseconds: number): void;
  stop(): Promise<void>;
}

const API_KEY = 'u+account-key-of-the-simulator';
const USER_KEY = 'u+user-key-of-dana-in-simulator';

/**
 * A PagerDuty of our own on a free loopback port, over real HTTP: its documented behaviour, its traps, mutations
 * while it runs and faults on demand. Deterministic from its seed; no network beyond loopback.
 *
 * ```ts
 * const pagerduty = await startPagerDuty({ seed: 7, incidents: 3_000, latency: 5 });
 * const client = connectPagerDuty({ clock })({ integrationId: 'i1', url: pagerduty.url, apiKey: pagerduty.apiKey });
 * …
 * pagerduty.mutate.resolve(id);                        // moves updated_at, writes a log entry
 * pagerduty.faults.next({ kind: 'status', status: 503 }); // the next request fails
 * expect(stored).toEqual(pagerduty.truth('i1'));
 * await pagerduty.stop();
 * ```
 *
 * Known users: dana@example.com, luis@example.com, … (`world.users`). Worked examples:
 * `incidents: [{ createdAt: '2024-01-01T00:00:00Z', resolvedAt: '2024-01-01T01:00:00Z', service: 'checkout' }]`.
 */
export async function startPagerDuty(simulation: PagerDutySimulation = {}): Promise<PagerDutySimulator> {
  const { clock = systemClock, elapsed = () => performance.now(), basePath = '' } = simulation;
  const account = accountOf(simulation, clock);
  const rules: AccountRules = {
    lacks: simulation.lacks ?? [],
    zone: simulation.accountZone ?? 'America/Los_Angeles',
    ceiling: simulation.ceiling ?? 10_000,
    mostRows: simulation.mostRows ?? 100,
  };
  const askers = askersOf(account.world);
  const budget = rateLimit(simulation.ratePerMinute ?? 960, elapsed);
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  let latency = simulation.latency ?? 0;

  const answer = (method: string, path: string, query: URLSearchParams, key: string): Answer => {
    const asker = askers.get(key);
    if (!asker) return errorAnswer(401, 2006, 'Authentication Failed');
    if (method !== 'GET') return errorAnswer(405, 3002, 'Method Not Allowed');
    const { allowed, headers } = budget(key);
    if (!allowed) return { ...errorAnswer(429, 2020, 'Rate Limit Exceeded'), headers };
    return { ...answerOf(account, rules, asker, path, query), headers };
  };

  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const inside = url.pathname.startsWith(`${basePath}/`);
    const path = inside ? url.pathname.slice(basePath.length) : url.pathname;
    const method = request.method ?? 'GET';
    const key = /^Token token=(.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    requests.push({
      method,
      path,
      query: url.searchParams,
      key: askers.get(key)?.kind ?? 'unknown',
      at: elapsed(),
      headers: { ...request.headers, authorization: undefined },
    });
    const fault = faults.take(path);
    const found = inside ? answer(method, path, url.searchParams, key) : errorAnswer(404, 2100, 'Not Found');
    const send = () => {
      if (response.destroyed) return;
      response.setHeader('date', dateOf(clock.now()).toUTCString());
      if (fault) sendFaulty(response, fault, found);
      else sendAnswer(response, found);
    };
    if (latency > 0) setTimeout(send, latency);
    else send();
  };

  const server = createServer({ keepAlive: true, keepAliveTimeout: 60_000 }, receive);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  return {
    url: `http://127.0.0.1:${port}${basePath}`,
    apiKey: API_KEY,
    userKey: USER_KEY,
    world: account.world,
    requests,
    mutate: new Mutations(account),
    faults,
    truth: (integrationId, { enriched = false } = {}) =>
      account.incidents.map((incident) => truthOf(incident, integrationId, enriched)),
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

function accountOf(simulation: PagerDutySimulation, clock: Clock): Account {
  const { seed = 1, services = 12, months = 6, incidents = 3_000 } = simulation;
  const world = worldOf(services);
  const now: Instant = clock.now();
  const made =
    typeof incidents === 'number'
      ? generateIncidents(world, randomFrom(seed), { count: incidents, days: daysOf(months), now })
      : incidents.map((incident, row) => incidentFrom(incident, world, row + 1));
  return new Account(world, clock, made);
}

function askersOf(world: World): Map<string, Asker> {
  const dana = world.users[0];
  return new Map<string, Asker>([
    [API_KEY, { kind: 'account' }],
    ...(dana ? [[USER_KEY, { kind: 'user', user: dana }] as const] : []),
  ]);
}
