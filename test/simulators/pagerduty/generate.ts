import { DAY, HOUR, MINUTE } from '../../../src/domain/duration.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Agent, LogEvent, SimulatedIncident } from './incident.ts';
import type { Random } from './random.ts';
import type { SimulatedService, SimulatedUser, World } from './world.ts';

const FIRST_NUMBER = 45_001;
/** Above this many, incidents have no history of their own: a million must fit into memory. */
const MOST_WITH_HISTORY = 200_000;

const TITLES = [
  'High error rate on',
  'Latency p99 above 2 s on',
  'Queue lag growing on',
  'Health check failing on',
  'Disk almost full on',
  'Certificate expires soon on',
  'Deploy failed on',
  'Customers report failures on',
];
const MONITORS = ['Datadog', 'Prometheus', 'CloudWatch'];
/** Shared: a million incidents with an empty list of their own each would not fit. */
const NONE: readonly string[] = [];
const NOTHING: Readonly<Record<string, unknown>> = {};
const SEVERITIES = ['critical', 'critical', 'error', 'error', 'warning', 'info'] as const;

/** Kinds that a plain draw would make too rare to be sure of: every so many incidents, one. */
type Kind =
  | 'plain'
  | 'zero'
  | 'negative'
  | 'timeout'
  | 'merged'
  | 'reopened'
  | 'deleted service'
  | 'no service';
const RARE: readonly (readonly [Kind, every: number, at: number])[] = [
  ['negative', 600, 77],
  ['no service', 500, 55],
  ['zero', 300, 33],
  ['reopened', 50, 22],
  ['deleted service', 80, 44],
  ['merged', 33, 11],
  ['timeout', 31, 5],
];

/**
 * A history of incidents that looks like a company's: services that differ, busy hours, storms, monitors that
 * resolve by themselves, timeouts, merged and reopened ones, clocks that go wrong, forgotten ones that a clean-up
 * closed weeks later, and some that are open now. Ascending by creation.
 */
export function generateIncidents(
  world: World,
  random: Random,
  { count, days, now }: { count: number; days: number; now: Instant },
): SimulatedIncident[] {
  const live = world.services.filter((service) => !service.deleted);
  const wheel = live.flatMap((service) => Array.from({ length: service.weight }, () => service));
  const start = now - days * DAY;
  const cleanUpAt = now - Math.floor(days * 0.2) * DAY;
  return moments(random, wheel, { count, start, now }).map(([createdAt, ofStorm], index) => {
    const kind = RARE.find(([, every, at]) => index % every === at)?.[0] ?? 'plain';
    const service = serviceOf(kind, world, ofStorm ?? random.pick(wheel));
    const incident = openIncident(world, random, {
      index,
      createdAt,
      service,
      kind,
      plain: count > MOST_WITH_HISTORY,
    });
    const forgotten = index % 611 === 99 && createdAt < cleanUpAt - 8 * DAY;
    const neglected = createdAt > now - 12 * DAY && createdAt < now - DAY && index % 67 === 1;
    const worked = neglected || (createdAt > now - 10 * HOUR && random.next() < 0.3);
    if (worked) acknowledgedOnly(world, random, incident, now);
    else if (forgotten) resolve(incident, cleanUpAt + (index % 120), personOf(world, random, service));
    else recover(world, random, incident, kind, now);
    incident.history = incident.history?.filter((event) => event.at <= now) ?? null;
    return incident;
  });
}

function moments(
  random: Random,
  wheel: readonly SimulatedService[],
  { count, start, now }: { count: number; start: Instant; now: Instant },
): (readonly [Instant, SimulatedService | null])[] {
  const last = now - 5 * MINUTE;
  const found: [Instant, SimulatedService | null][] = [];
  while (found.length < count) {
    const at = random.between(start, last);
    const hour = Math.floor((at % DAY) / HOUR);
    if ((hour < 7 || hour > 20) && random.next() < 0.6) continue;
    if (random.next() < 1 / 300) {
      const service = random.pick(wheel);
      const size = Math.min(random.between(10, 30), count - found.length);
      for (let row = 0; row < size; row++)
        found.push([Math.min(at + random.between(0, 8 * MINUTE), last), service]);
    } else {
      found.push([at, null]);
    }
  }
  return found.sort((one, other) => one[0] - other[0]);
}

function serviceOf(kind: Kind, world: World, service: SimulatedService): SimulatedService | null {
  if (kind === 'no service') return null;
  if (kind === 'deleted service') return world.services.find((each) => each.deleted) ?? service;
  return service;
}

function openIncident(
  world: World,
  random: Random,
  about: { index: number; createdAt: Instant; service: SimulatedService | null; kind: Kind; plain: boolean },
): SimulatedIncident {
  const { index, createdAt, service, kind } = about;
  const number = FIRST_NUMBER + index;
  const urgent = random.next() < 0.6;
  const monitor = service && monitorOf(random, service);
  const title = `${random.pick(TITLES)} ${service?.name ?? 'unknown host'}`;
  return {
    id: `Q${String(number).padStart(13, '0')}`,
    number,
    createdAt,
    title,
    key: index % 9 === 0 ? null : `${title.toLowerCase().replaceAll(' ', '-')}/${random.between(1, 40)}`,
    service,
    priority:
      random.next() < 0.12
        ? null
        : (world.priorities[random.between(urgent ? 0 : 2, urgent ? 2 : 4)] ?? null),
    urgency: urgent ? 'high' : 'low',
    teams: index % 23 === 0 ? [] : index % 29 === 0 ? world.teams.slice(0, 2) : (service?.teams ?? []),
    status: 'triggered',
    updatedAt: createdAt,
    resolvedAt: null,
    lastStatusChangeAt: createdAt,
    lastStatusChangeBy: monitor,
    mergedInto: null,
    severities: about.plain
      ? SEVERITIES
      : Array.from({ length: random.between(1, 3) }, () => random.pick(SEVERITIES)),
    history: about.plain ? null : [{ type: 'trigger', at: createdAt, agent: monitor }],
    // What tells a merge is never missing: nobody could know it otherwise.
    absent:
      index % 211 !== 3 ? NONE : kind === 'merged' ? ['resolved_at'] : ['resolved_at', 'resolve_reason'],
    extra:
      index % 307 === 4
        ? { incident_type: { name: 'major_incident' }, service_impact: { score: 3 } }
        : NOTHING,
    payload: null,
  };
}

function recover(
  world: World,
  random: Random,
  incident: SimulatedIncident,
  kind: Kind,
  now: Instant,
): SimulatedIncident {
  const { createdAt, service } = incident;
  const person = personOf(world, random, service);
  const log = (type: string, at: Instant, agent: Agent, assignee?: Agent) =>
    incident.history?.push({ type, at, agent, ...(assignee && { assignee }) });
  if (kind === 'zero') return resolve(incident, createdAt, monitorOf(random, service));
  if (kind === 'negative')
    return resolve(incident, createdAt - random.between(5, 240), monitorOf(random, service));
  if (kind === 'timeout' && service !== null) {
    const end = createdAt + (service.autoResolveTimeout ?? 4 * HOUR);
    return end > now
      ? incident
      : resolve(incident, end, { kind: 'service', id: service.id, name: service.name });
  }
  if (kind === 'merged') {
    const end = Math.min(createdAt + random.between(2 * MINUTE, 25 * MINUTE), now);
    incident.mergedInto = `Q${String(Math.max(FIRST_NUMBER, incident.number - 1)).padStart(13, '0')}`;
    return resolve(incident, end, person);
  }
  const recovery = Math.max(20, Math.round(random.around(service?.typical ?? 30 * MINUTE, 0.9)));
  if (random.next() < 0.35 && kind === 'plain') {
    const end = createdAt + Math.max(15, Math.round(recovery / 2));
    return end > now ? incident : resolve(incident, end, monitorOf(random, service));
  }
  log('assign', createdAt + 1, person, person);
  const acknowledgedAt = createdAt + Math.round(recovery * random.next() * 0.3);
  if (random.next() < 0.15) {
    const next = personOf(world, random, service);
    log('escalate', createdAt + Math.round(recovery * 0.1), next, next);
  }
  log('acknowledge', acknowledgedAt, person);
  const end = createdAt + recovery;
  if (end > now) return acknowledgedAt > now ? incident : acknowledge(incident, acknowledgedAt, person);
  resolve(incident, end, person);
  if (kind !== 'reopened') return incident;
  const reopenedAt = end + random.between(10 * MINUTE, 3 * HOUR);
  const again = reopenedAt + random.between(5 * MINUTE, 2 * HOUR);
  if (again > now) return incident;
  log('reopen', reopenedAt, person);
  return resolve(incident, again, person);
}

function acknowledgedOnly(
  world: World,
  random: Random,
  incident: SimulatedIncident,
  now: Instant,
): SimulatedIncident {
  const person = personOf(world, random, incident.service);
  const at = Math.min(now, incident.createdAt + random.between(MINUTE, 20 * MINUTE));
  incident.history?.push({ type: 'acknowledge', at, agent: person });
  return acknowledge(incident, at, person);
}

function acknowledge(incident: SimulatedIncident, at: Instant, by: Agent): SimulatedIncident {
  return Object.assign(incident, {
    status: 'acknowledged',
    updatedAt: at,
    lastStatusChangeAt: at,
    lastStatusChangeBy: by,
  });
}

function resolve(incident: SimulatedIncident, at: Instant, by: Agent): SimulatedIncident {
  const event: LogEvent = { type: 'resolve', at, agent: by };
  incident.history?.push(event);
  return Object.assign(incident, {
    status: 'resolved',
    resolvedAt: at,
    updatedAt: Math.max(at, incident.createdAt),
    lastStatusChangeAt: at,
    lastStatusChangeBy: by,
  });
}

function monitorOf(random: Random, service: SimulatedService | null): Agent {
  return { kind: 'integration', id: `${service?.id ?? 'PNONE'}I`, name: random.pick(MONITORS) };
}

function personOf(world: World, random: Random, service: SimulatedService | null): Agent {
  const team = world.users.filter((user) => user.teams.some((each) => service?.teams.includes(each)));
  return agentOf(random.pick(team.length > 0 ? team : world.users));
}

/** A user as the one who does something. */
export function agentOf(user: SimulatedUser): Agent {
  return { kind: 'user', id: user.id, name: user.name };
}

/** Days that so many months of sample data span. */
export function daysOf(months: number): number {
  return months * 30;
}
