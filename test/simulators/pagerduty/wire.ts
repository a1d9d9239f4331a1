import type { Reference } from '../../../src/domain/incident.ts';
import { dateOf, type Instant } from '../../../src/domain/instant.ts';
import type { Agent, LogEvent, SimulatedIncident } from './incident.ts';
import type { SimulatedPriority, SimulatedService, SimulatedTeam, SimulatedUser } from './world.ts';

type Json = Record<string, unknown>;

const AGENT_TYPES = {
  user: 'user_reference',
  service: 'service_reference',
  integration: 'generic_events_api_inbound_integration_reference',
} as const;

/** Instants as PagerDuty writes them. */
export function timeOf(instant: Instant): string {
  return dateOf(instant).toISOString().replace('.000Z', 'Z');
}

function reference(type: string, path: string, { id, name }: Reference): Json {
  return {
    id,
    type,
    summary: name,
    self: `https://api.pagerduty.com/${path}/${id}`,
    html_url: `https://example.pagerduty.com/${path}/${id}`,
  };
}

function agentReference(agent: Agent): Json {
  return reference(AGENT_TYPES[agent.kind], `${agent.kind}s`, agent);
}

const ESCALATION_POLICY = reference('escalation_policy_reference', 'escalation_policies', {
  id: 'PESCAL1',
  name: 'Default',
});
const serviceReference = (service: Reference) => reference('service_reference', 'services', service);
const teamReference = (team: Reference) => reference('team_reference', 'teams', team);

/**
 * An incident as `GET /incidents` shows it. Kept as text until it changes, since most pages are asked for many times;
 * not where there are so many that incidents have no history: their texts would fill the memory.
 */
export function incidentText(incident: SimulatedIncident): string {
  if (incident.history === null) return JSON.stringify(incidentBody(incident));
  incident.payload ??= JSON.stringify(incidentBody(incident));
  return incident.payload;
}

/** @see https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents */
export function incidentBody(incident: SimulatedIncident): Json {
  const { priority, service, lastStatusChangeBy: by } = incident;
  const resolved = incident.status === 'resolved';
  const body: Json = {
    id: incident.id,
    type: 'incident',
    summary: `[#${incident.number}] ${incident.title}`,
    self: `https://api.pagerduty.com/incidents/${incident.id}`,
    html_url: `https://example.pagerduty.com/incidents/${incident.id}`,
    incident_number: incident.number,
    title: incident.title,
    created_at: timeOf(incident.createdAt),
    updated_at: timeOf(incident.updatedAt),
    status: incident.status,
    incident_key: incident.key,
    service: service && serviceReference(service),
    assignments:
      resolved || by?.kind !== 'user'
        ? []
        : [{ at: timeOf(incident.lastStatusChangeAt), assignee: agentReference(by) }],
    assigned_via: 'escalation_policy',
    last_status_change_at: timeOf(incident.lastStatusChangeAt),
    resolved_at: incident.resolvedAt === null ? null : timeOf(incident.resolvedAt),
    first_trigger_log_entry: reference('trigger_log_entry_reference', 'log_entries', {
      id: `R${incident.id.slice(1)}0`,
      name: 'Triggered through the API',
    }),
    alert_counts: {
      all: incident.severities.length,
      triggered: resolved ? 0 : incident.severities.length,
      resolved: resolved ? incident.severities.length : 0,
    },
    is_mergeable: true,
    incident_type: { name: 'incident_default' },
    escalation_policy: ESCALATION_POLICY,
    teams: incident.teams.map(teamReference),
    pending_actions: [],
    acknowledgements:
      incident.status === 'acknowledged' && by
        ? [{ at: timeOf(incident.lastStatusChangeAt), acknowledger: agentReference(by) }]
        : [],
    alert_grouping: null,
    last_status_change_by: by && agentReference(by),
    priority: priority && {
      ...reference('priority', 'priorities', priority),
      name: priority.name,
      description: '',
    },
    resolve_reason:
      incident.mergedInto === null
        ? null
        : {
            type: 'merge_resolve_reason',
            incident: reference('incident_reference', 'incidents', {
              id: incident.mergedInto,
              name: 'merged',
            }),
          },
    incidents_responders: [],
    responder_requests: [],
    urgency: incident.urgency,
    ...incident.extra,
  };
  for (const field of incident.absent) delete body[field];
  return body;
}

/** A log entry as `GET /log_entries` shows it; `whole` with the incident's present state instead of a reference. */
export function logEntryText(
  incident: SimulatedIncident,
  event: LogEvent,
  row: number,
  whole: boolean,
): string {
  const id = `R${incident.id.slice(1)}${row}`;
  const body = JSON.stringify({
    id,
    type: `${event.type}_log_entry`,
    summary: `${event.type} by ${event.agent?.name ?? 'PagerDuty'}`,
    self: `https://api.pagerduty.com/log_entries/${id}?incident_id=${incident.id}`,
    html_url: `https://example.pagerduty.com/incidents/${incident.id}/log_entries/${id}`,
    created_at: timeOf(event.at),
    agent: event.agent && agentReference(event.agent),
    channel: { type: event.agent?.kind === 'user' ? 'web' : 'api' },
    service: incident.service && serviceReference(incident.service),
    teams: incident.teams.map(teamReference),
    contexts: [],
    event_details: {},
    ...(event.assignee && { assignees: [agentReference(event.assignee)] }),
  });
  const of = whole
    ? incidentText(incident)
    : JSON.stringify(reference('incident_reference', 'incidents', { id: incident.id, name: incident.title }));
  return `${body.slice(0, -1)},"incident":${of}}`;
}

/** The alerts of an incident, as `GET /incidents/{id}/alerts` shows them. */
export function alertBodies(incident: SimulatedIncident): Json[] {
  return incident.severities.map((severity, row) => ({
    ...reference('alert', 'alerts', { id: `A${incident.id.slice(1)}${row}`, name: incident.title }),
    created_at: timeOf(incident.createdAt),
    status: incident.status === 'resolved' ? 'resolved' : 'triggered',
    alert_key: incident.key ?? `${incident.id}-${row}`,
    service: incident.service && serviceReference(incident.service),
    incident: reference('incident_reference', 'incidents', { id: incident.id, name: incident.title }),
    suppressed: false,
    severity,
    integration: null,
    body: { type: 'alert_body', contexts: [], details: {} },
  }));
}

export function serviceBody(service: SimulatedService): Json {
  return {
    ...reference('service', 'services', service),
    name: service.name,
    description: null,
    auto_resolve_timeout: service.autoResolveTimeout,
    acknowledgement_timeout: 1800,
    created_at: '2019-12-01T20:00:00Z',
    status: service.status,
    escalation_policy: ESCALATION_POLICY,
    teams: service.teams.map(teamReference),
    integrations: [],
    alert_creation: 'create_alerts_and_incidents',
  };
}

export function userBody(user: SimulatedUser): Json {
  return {
    ...reference('user', 'users', user),
    name: user.name,
    email: user.email,
    time_zone: user.zone,
    color: 'green',
    role: 'user',
    description: null,
    invitation_sent: false,
    job_title: 'Engineer',
    teams: user.teams.map(teamReference),
    contact_methods: [],
    notification_rules: [],
  };
}

export function teamBody(team: SimulatedTeam): Json {
  return {
    ...reference('team', 'teams', team),
    name: team.name,
    description: null,
    default_role: team.private ? 'none' : 'manager',
  };
}

export function priorityBody(priority: SimulatedPriority): Json {
  return { ...reference('priority', 'priorities', priority), name: priority.name, description: '' };
}
