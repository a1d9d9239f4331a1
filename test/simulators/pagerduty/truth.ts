import type { Ending, Incident, Reference } from '../../../src/domain/incident.ts';
import { type Agent, historyOf, type SimulatedIncident } from './incident.ts';

/**
 * What a perfect collector would have stored: made from the simulator's own facts, not from its payloads.
 *
 * @param enriched with what only log entries and alerts tell; otherwise `null` there
 */
export function truthOf(incident: SimulatedIncident, integrationId: string, enriched: boolean): Incident {
  const named = ({ id, name }: Reference): Reference => ({ id, name });
  return {
    integrationId,
    id: incident.id,
    number: incident.number,
    title: incident.title,
    url: `https://example.pagerduty.com/incidents/${incident.id}`,
    key: incident.key ?? '',
    status: incident.status,
    urgency: incident.urgency,
    priority: incident.priority && named(incident.priority),
    service: incident.service && named(incident.service),
    teams: incident.teams.map(named),
    createdAt: incident.createdAt,
    updatedAt: incident.updatedAt,
    resolvedAt: incident.status === 'resolved' ? incident.resolvedAt : null,
    ending: endingOf(incident),
    enrichment: enriched ? enrichmentOf(incident) : null,
    severities: enriched ? [...new Set(incident.severities)].sort() : null,
  };
}

function endingOf(incident: SimulatedIncident): Ending {
  if (incident.status !== 'resolved') return 'open';
  if (incident.mergedInto !== null) return 'merge';
  const endings = { user: 'person', integration: 'monitor', service: 'timeout' } as const;
  return incident.lastStatusChangeBy ? endings[incident.lastStatusChangeBy.kind] : 'unknown';
}

function enrichmentOf(incident: SimulatedIncident): NonNullable<Incident['enrichment']> {
  const history = historyOf(incident);
  const people = history
    .flatMap(({ type, assignee, agent }) => [
      assignee,
      ['assign', 'acknowledge', 'resolve'].includes(type) ? agent : null,
    ])
    .filter((agent): agent is Agent => agent?.kind === 'user');
  const end = incident.status === 'resolved' ? (incident.resolvedAt ?? 0) : Number.POSITIVE_INFINITY;
  const worked = history
    .filter(({ type, agent, at }) => agent?.kind === 'user' && type !== 'resolve' && at <= end)
    .map(({ at }) => at);
  return {
    firstAcknowledgedAt: earliest(history.filter(({ type }) => type === 'acknowledge').map(({ at }) => at)),
    responders: [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()].sort((one, other) =>
      one.id < other.id ? -1 : 1,
    ),
    reopened: history.filter((event) => event.type === 'reopen').length,
    lastWorkedAt: worked.length > 0 ? Math.max(...worked) : null,
  };
}

function earliest(instants: readonly number[]): number | null {
  return instants.length > 0 ? Math.min(...instants) : null;
}
