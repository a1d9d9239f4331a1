import type { Directory, Service } from '../domain/directory.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { Urgency } from './rate-budget.ts';
import type { RequestCounts } from './request-counts.ts';
import type { IncidentSeverities } from './severities.ts';

/** Incidents as they came with one answer, and what of it could not be read. */
export interface IncidentPage {
  readonly incidents: readonly Incident[];
  readonly rejected: readonly UnreadableRecord[];
  /** With this page, everything of the span that was asked for has come from this moment on. */
  readonly reached?: Instant;
}

/** Incidents as log entries carry them. */
export interface ChangesPage extends IncidentPage {
  /** The entries of this page; their incidents came with it or with one before. */
  readonly entries: readonly { readonly id: string; readonly incidentId: string }[];
}

export interface UnreadableRecord {
  readonly id: string | null;
  readonly reason: string;
}

/** Whose key it is. A user's key sees only what that user may see. */
export type KeyIdentity =
  | { readonly scope: 'account' }
  | { readonly scope: 'user'; readonly userName: string };

/**
 * Reads one PagerDuty account. GET only. Callers never see offsets, limits or wire shapes; what fails throws a
 * `PagerDutyError` (`errors.ts`) whose message is a sentence for the person.
 */
export interface PagerDutyClient {
  /** Whose key this is. Throws `KeyRefusedError` on 401. */
  identify(signal?: AbortSignal): Promise<KeyIdentity>;
  /** The id of the user who has exactly this e-mail address, without regard to case; `null` where nobody has. */
  findUser(email: string, signal?: AbortSignal): Promise<string | null>;
  /**
   * All incidents created in the span, newest first within a page and roughly so between pages; `reached` says from when
   * on all have come. Spans of any length and size, whatever PagerDuty's ceilings. `onTotal` hears the announced number
   * as it is learnt.
   */
  incidents(
    span: Span,
    options?: { signal?: AbortSignal; onTotal?: (total: number) => void; urgency?: Urgency },
  ): AsyncGenerator<IncidentPage>;
  /**
   * Incidents created before a moment and resolved at or after it: what a list by creation does not show. Some that were
   * resolved shortly before it may come along.
   */
  resolvedAcross(border: Instant, signal?: AbortSignal): AsyncGenerator<IncidentPage>;
  /** All incidents that are open now, whatever their age. */
  openIncidents(signal?: AbortSignal): AsyncGenerator<IncidentPage>;
  /** Present state of the incidents that log entries of the span tell of. */
  changedIncidents(span: Span, signal?: AbortSignal): AsyncGenerator<ChangesPage>;
  /**
   * Incidents that log entries of the span tell of, with their enrichment. One whose life reaches out of the span costs
   * a request, and comes only where it is `wanted`. Holds those of the span in memory. In the background.
   */
  histories(
    span: Span,
    options: { wanted: (incident: Incident) => boolean; signal?: AbortSignal },
  ): AsyncGenerator<IncidentPage>;
  /**
   * The severities of incidents' alerts, in no order: a request for each. In the background. Throws
   * `AbilityMissingError` where the account has none.
   */
  severities(ids: readonly string[], signal?: AbortSignal): AsyncGenerator<IncidentSeverities>;
  /**
   * One incident, or `null` where PagerDuty does not know it (any more) or does not show it to this key. For a person who
   * waits: `question`.
   */
  incident(id: string, signal?: AbortSignal, urgency?: Urgency): Promise<Incident | null>;
  /** Services, users, teams and priorities; what the account lacks (402) is listed in `missing`. */
  directory(signal?: AbortSignal): Promise<Directory>;
  /** The services alone: those that are deleted are missed with the next run, not the next night. */
  services(signal?: AbortSignal): Promise<readonly Service[]>;
  /** PagerDuty's clock minus ours at the last answer, in seconds; `null` before the first. */
  clockSkew(): number | null;
  /** Requests since this client was made. */
  counts(): RequestCounts;
}

/** Makes a client of one account. Clients of the same key share one rate budget. */
export type ConnectPagerDuty = (account: {
  readonly integrationId: string;
  readonly url: string;
  readonly apiKey: string;
}) => PagerDutyClient;
