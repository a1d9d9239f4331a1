import { z } from 'zod';
import type { Ending, Enrichment, Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { endingBy } from './normalise-incident.ts';
import {
  looseText,
  referencesOf,
  type WireReference,
  wireReference,
  wireReferences,
} from './wire-reference.ts';
import { wireTime } from './wire-time.ts';

/**
 * What we read of a log entry. Types beyond the documented ones appear.
 *
 * @see https://developer.pagerduty.com/api-reference/c661e065403b5-list-log-entries
 */
const wireLogEntry = z.object({
  id: z.string().min(1),
  type: z.string(),
  created_at: z.unknown().transform(wireTime),
  agent: wireReference,
  assignees: wireReferences,
  channel: z.object({ type: looseText }).nullish().catch(null),
});

/** Something that happened to an incident. */
export interface LogEntry {
  readonly id: string;
  /** `acknowledge`, `assign`, `resolve`, …: without `_log_entry` and `_reference`. */
  readonly type: string;
  readonly at: Instant;
  readonly agent: WireReference;
  readonly assignees: ReturnType<typeof referencesOf>;
  readonly channel: string;
}

/** The log entry in a record, `null` where it cannot be read: it tells nothing then. */
export function logEntryOf(record: unknown): LogEntry | null {
  const { data } = wireLogEntry.safeParse(record);
  if (!data || data.created_at === null) return null;
  const { id, created_at: at, agent, assignees, channel } = data;
  const type = data.type.replace(/_log_entry(_reference)?$/, '');
  const people = (assignees ?? []).filter(isUser);
  return { id, type, at, agent, assignees: referencesOf(people), channel: channel?.type ?? '' };
}

/** Those who act on an incident by one of these are its responders. */
const RESPONSES = new Set(['assign', 'acknowledge', 'resolve']);

/**
 * What the whole log of an incident tells, in whatever order it came.
 *
 * Responders are those who acknowledged, assigned or resolved it and those whom it was assigned to, also by escalation;
 * ascending by id. The last work is a person's doing other than resolving, no later than the resolution.
 */
export function enrichmentOf(log: readonly LogEntry[], resolvedAt: Instant | null): Enrichment {
  const byTime = [...log].sort((one, other) => one.at - other.at);
  const byPeople = byTime.filter(({ agent }) => isUser(agent));
  const responders = [
    ...byTime.flatMap(({ assignees }) => assignees),
    ...referencesOf(byPeople.filter(({ type }) => RESPONSES.has(type)).map(({ agent }) => agent)),
  ];
  const work = byPeople.filter(
    ({ type, at }) => type !== 'resolve' && at <= (resolvedAt ?? Number.POSITIVE_INFINITY),
  );
  return {
    firstAcknowledgedAt: byTime.find(({ type }) => type === 'acknowledge')?.at ?? null,
    responders: [...new Map(responders.map((person) => [person.id, person])).values()].sort((one, other) =>
      one.id < other.id ? -1 : 1,
    ),
    reopened: new Set(byTime.filter(({ type }) => type === 'reopen').map(({ id }) => id)).size,
    lastWorkedAt: work.at(-1)?.at ?? null,
  };
}

/** An incident with what its log tells; how it ended too, where its own record does not say. */
export function enriched(incident: Incident, log: readonly LogEntry[]): Incident {
  const enrichment = enrichmentOf(log, incident.resolvedAt);
  if (incident.ending !== 'unknown') return { ...incident, enrichment };
  return { ...incident, enrichment, ending: endingIn(log) };
}

function endingIn(log: readonly LogEntry[]): Ending {
  const resolutions = log.filter(({ type }) => type === 'resolve').sort((one, other) => one.at - other.at);
  const last = resolutions.at(-1);
  if (last === undefined) return 'unknown';
  return last.channel === 'timeout' ? 'timeout' : endingBy(last.agent);
}

function isUser(agent: WireReference): boolean {
  return agent?.type === 'user_reference' || agent?.type === 'user';
}
