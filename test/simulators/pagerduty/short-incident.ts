import { type Instant, instantOf } from '../../../src/domain/instant.ts';
import type { Agent, LogEvent, SimulatedIncident } from './incident.ts';
import type { World } from './world.ts';

/** A hand-made incident, said as shortly as the example needs. Times are instants, or ISO text with a zone. */
export interface ShortIncident {
  readonly id?: string;
  readonly createdAt: Instant | string;
  /** Absent or null: still open. */
  readonly resolvedAt?: Instant | string | null;
  readonly acknowledgedAt?: Instant | string;
  /** Names of the world's; `null` for none. Defaults: `checkout`, no priority. */
  readonly service?: string | null;
  readonly priority?: string | null;
  readonly urgency?: string;
  readonly title?: string;
  readonly key?: string | null;
  readonly status?: string;
  readonly endedBy?: 'person' | 'monitor' | 'timeout' | 'merge';
  /** Name of the one who acknowledged and resolved it. */
  readonly user?: string;
  readonly severities?: readonly string[];
  /** Payload fields to leave out. */
  readonly absent?: readonly string[];
  /** Payload fields to add or overwrite. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The simulated incident that a hand-made one describes. Unknown names are an error of the test's. */
export function incidentFrom(short: ShortIncident, world: World, number: number): SimulatedIncident {
  const service = short.service === null ? null : named(world.services, short.service ?? 'checkout');
  const user = short.user === undefined ? world.users[0] : named(world.users, short.user);
  const person: Agent | null = user ? { kind: 'user', id: user.id, name: user.name } : null;
  const monitor: Agent = { kind: 'integration', id: `${service?.id ?? 'PNONE'}I`, name: 'Datadog' };
  const timeout: Agent = { kind: 'service', id: service?.id ?? 'PNONE', name: service?.name ?? 'none' };
  const createdAt = instant(short.createdAt);
  const resolvedAt = short.resolvedAt == null ? null : instant(short.resolvedAt);
  const acknowledgedAt = short.acknowledgedAt === undefined ? null : instant(short.acknowledgedAt);
  const ender = { person, merge: person, monitor, timeout }[short.endedBy ?? 'person'];
  const at = resolvedAt ?? acknowledgedAt ?? createdAt;
  const history: LogEvent[] = [{ type: 'trigger', at: createdAt, agent: monitor }];
  if (acknowledgedAt !== null) history.push({ type: 'acknowledge', at: acknowledgedAt, agent: person });
  if (resolvedAt !== null) history.push({ type: 'resolve', at: resolvedAt, agent: ender });
  return {
    id: short.id ?? `Q${String(number).padStart(13, '0')}`,
    number,
    createdAt,
    title: short.title ?? `Something broke on ${service?.name ?? 'unknown host'}`,
    key: short.key ?? null,
    service,
    priority: short.priority == null ? null : named(world.priorities, short.priority),
    urgency: short.urgency ?? 'high',
    teams: service?.teams ?? [],
    status:
      short.status ??
      (resolvedAt !== null ? 'resolved' : acknowledgedAt !== null ? 'acknowledged' : 'triggered'),
    updatedAt: Math.max(at, createdAt),
    resolvedAt,
    lastStatusChangeAt: at,
    lastStatusChangeBy: resolvedAt !== null ? ender : acknowledgedAt !== null ? person : monitor,
    mergedInto: short.endedBy === 'merge' ? 'Q0000000000000' : null,
    severities: short.severities ?? ['critical'],
    history,
    absent: short.absent ?? [],
    extra: short.extra ?? {},
    payload: null,
  };
}

function instant(time: Instant | string): Instant {
  return typeof time === 'number' ? time : instantOf(new Date(time));
}

function named<Named extends { readonly name: string }>(among: readonly Named[], name: string): Named {
  const found = among.find((each) => each.name === name);
  if (!found) throw new Error(`the simulated account has no ${name}`);
  return found;
}
