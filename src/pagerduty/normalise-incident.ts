import { z } from 'zod';
import type { Ending, Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { UnreadableRecord } from './client.ts';
import {
  looseText,
  referenceOf,
  referencesOf,
  type WireReference,
  wireReference,
  wireReferences,
} from './wire-reference.ts';
import { wireTime } from './wire-time.ts';

const moment = z.unknown().optional().transform(wireTime);

/**
 * What we read of an incident. Only what a number cannot do without must be there; everything else may be null,
 * absent or of a kind that PagerDuty adds later.
 *
 * @see https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents
 */
const wireIncident = z.object({
  // Stores keep ids in lines.
  id: z
    .string()
    .min(1)
    .regex(/^\P{Cc}*$/u, 'has a line break or another control character'),
  created_at: moment.refine((instant) => instant !== null, 'not a time'),
  status: z.string().min(1),
  incident_number: z
    .number()
    .int()
    .nonnegative()
    .max(2 ** 32 - 1)
    .nullish()
    .catch(null),
  title: looseText,
  summary: looseText,
  html_url: looseText,
  incident_key: looseText,
  urgency: looseText,
  updated_at: moment,
  resolved_at: moment,
  last_status_change_at: moment,
  last_status_change_by: wireReference,
  resolve_reason: z.object({ type: looseText }).nullish().catch(null),
  priority: wireReference,
  service: wireReference,
  teams: wireReferences,
});

type WireIncident = z.infer<typeof wireIncident>;

export type Normalised =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly rejected: UnreadableRecord };

/** One incident of PagerDuty's as ours. Never throws: what cannot be read comes back with the reason. */
export function normaliseIncident(record: unknown, integrationId: string): Normalised {
  const read = wireIncident.safeParse(record);
  if (!read.success) {
    const reason = read.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`);
    return { ok: false, rejected: { id: idOf(record), reason: reason.join('; ') } };
  }
  const wire = read.data;
  const createdAt = wire.created_at;
  const resolvedAt = resolutionOf(wire);
  if (createdAt === null || resolvedAt === undefined) {
    return { ok: false, rejected: { id: wire.id, reason: 'resolved, but nothing says when' } };
  }
  const incident: Incident = {
    integrationId,
    id: wire.id,
    number: wire.incident_number ?? numberIn(wire.summary),
    title: wire.title || wire.summary || '',
    url: webAddress(wire.html_url),
    key: wire.incident_key ?? '',
    status: wire.status,
    // An account without the urgencies ability treats every incident as high.
    urgency: wire.urgency || 'high',
    priority: referenceOf(wire.priority),
    service: referenceOf(wire.service),
    teams: referencesOf(wire.teams),
    createdAt,
    updatedAt: wire.updated_at ?? wire.last_status_change_at ?? resolvedAt ?? createdAt,
    resolvedAt,
    ending: endingOf(wire),
    enrichment: null,
    severities: null,
  };
  return { ok: true, incident };
}

/**
 * When it was resolved; `null` while it is open, also where a reopened one still carries an old `resolved_at`;
 * `undefined` where it is resolved and nothing says when. Old payloads lack `resolved_at`.
 */
function resolutionOf(wire: WireIncident): Instant | null | undefined {
  if (wire.status !== 'resolved') return null;
  return wire.resolved_at ?? wire.last_status_change_at ?? undefined;
}

function endingOf(wire: WireIncident): Ending {
  if (wire.status !== 'resolved') return 'open';
  if (wire.resolve_reason?.type === 'merge_resolve_reason') return 'merge';
  return endingBy(wire.last_status_change_by);
}

/** Who ended it, by what kind of agent. Integrations come under many names: `generic_events_api_inbound_integration_reference`, `integration_reference`. */
export function endingBy(agent: WireReference): Ending {
  const type = agent?.type ?? '';
  if (type === 'user_reference' || type === 'user') return 'person';
  if (type === 'service_reference' || type === 'service') return 'timeout';
  return type.includes('integration') ? 'monitor' : 'unknown';
}

/** `[#1234] The server is on fire.` */
function numberIn(summary: string | null | undefined): number {
  return Number(/^\[#(\d{1,9})\]/.exec(summary ?? '')?.[1] ?? 0);
}

/** Links go into messages: only web addresses pass. */
function webAddress(url: string | null | undefined): string {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : '';
}

function idOf(record: unknown): string | null {
  return z.object({ id: z.string().min(1) }).safeParse(record).data?.id ?? null;
}
