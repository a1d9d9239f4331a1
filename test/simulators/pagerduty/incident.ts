import type { Reference } from '../../../src/domain/incident.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { SimulatedPriority, SimulatedService, SimulatedTeam } from './world.ts';

/** Who did something: a person, a monitor's integration, or the service itself (a timeout). */
export interface Agent extends Reference {
  readonly kind: 'user' | 'integration' | 'service';
}

/** One thing that happened to an incident: a log entry in the making. */
export interface LogEvent {
  /** `trigger`, `acknowledge`, `assign`, `escalate`, `resolve`, … without `_log_entry`. */
  readonly type: string;
  readonly at: Instant;
  readonly agent: Agent | null;
  /** Whom an `assign` or `escalate` names. */
  readonly assignee?: Agent;
}

/** An incident as the simulated PagerDuty knows it. Mutations change it in place. */
export interface SimulatedIncident {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Instant;
  readonly title: string;
  readonly key: string | null;
  service: SimulatedService | null;
  priority: SimulatedPriority | null;
  urgency: string;
  teams: readonly SimulatedTeam[];
  status: string;
  updatedAt: Instant;
  resolvedAt: Instant | null;
  lastStatusChangeAt: Instant;
  lastStatusChangeBy: Agent | null;
  /** The incident it was merged into. */
  mergedInto: string | null;
  readonly severities: readonly string[];
  /** Everything that happened, oldest first; `null`: nothing but the trigger and the resolution. */
  history: LogEvent[] | null;
  /** Fields that its payload leaves out, as old payloads do. */
  readonly absent: readonly string[];
  /** Fields that its payload has beyond what is documented, or with values beyond it. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Its payload, until the next mutation. */
  payload: string | null;
}

/** What happened to an incident, oldest first. */
export function historyOf(incident: SimulatedIncident): readonly LogEvent[] {
  if (incident.history !== null) return incident.history;
  const service = incident.service;
  const trigger: LogEvent = {
    type: 'trigger',
    at: incident.createdAt,
    agent: service && { kind: 'integration', id: `${service.id}I`, name: `${service.name} monitor` },
  };
  return incident.resolvedAt === null
    ? [trigger]
    : [trigger, { type: 'resolve', at: incident.resolvedAt, agent: incident.lastStatusChangeBy }];
}
