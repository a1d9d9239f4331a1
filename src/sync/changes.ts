import type { Coverage } from '../domain/coverage.ts';
import { MINUTE, type Seconds } from '../domain/duration.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { ChangesPage, IncidentPage } from '../pagerduty/client.ts';
import { UnreadableRecordError } from '../pagerduty/errors.ts';
import { inParallel } from '../pagerduty/in-parallel.ts';
import type { BackgroundState, SyncState } from '../store/sync-store.ts';
import { type Batch, inBatches } from './batch.ts';
import { addSeverities } from './enrich.ts';
import type { Pass } from './pass.ts';

/** How far a run reaches back behind the one before: what PagerDuty shows late, and clocks that differ a little. */
const OVERLAP: Seconds = 10 * MINUTE;
/** How far a run reads ahead of PagerDuty's clock: the second that is running belongs to it, and clocks are known to a second or two. */
const AHEAD_OF_CLOCK: Seconds = MINUTE;
/** Incidents asked for by id at once, or waiting to be taken. */
const AHEAD = 8;

export interface ChangesOptions {
  /** PagerDuty's clock minus ours as last seen, in seconds; 0 where nothing is known. */
  readonly skew: Seconds;
  /** Ids that PagerDuty answered with "not found" before: not asked again until the next night. */
  readonly vanished: Set<string>;
  /**
   * Log entries that the run before took in, by id, each with the state (`updatedAt`) of its incident: within the overlap,
   * that is enough. Entries, since one may show late or share its second with another, and `updatedAt` tells of neither.
   */
  readonly enriched: Map<string, Instant>;
}

/**
 * Brings the store up to the present: what log entries tell of, what is new, what is open, by id what ceased to be, and which
 * services there are.
 * Then the log entries and severities of what changed, where those of history are read too.
 *
 * A quiet run costs at most four requests. `completeTo` becomes the moment at which the reading began, by PagerDuty's clock.
 */
export function changes(pass: Pass, coverage: Coverage, options: ChangesOptions): Promise<void> {
  return inBatches(pass, (batch) => readChanges(pass, batch, coverage, options));
}

async function readChanges(
  pass: Pass,
  batch: Batch,
  coverage: Coverage,
  { skew, vanished, enriched }: ChangesOptions,
): Promise<void> {
  const { client, sink, clock, signal } = pass;
  const startedAt = clock.now();
  const until = startedAt + (client.clockSkew() ?? skew);
  const since = Math.min(coverage.completeTo, until) - OVERLAP;
  const end = until + AHEAD_OF_CLOCK;
  const log = { start: Math.min(since, logCompleteTo(await sink.state()) - OVERLAP), end };

  const changed = new Map<string, Incident>();
  const entries: ChangesPage['entries'][number][] = [];
  for await (const page of client.changedIncidents(log, signal)) {
    for (const incident of page.incidents) changed.set(incident.id, incident);
    entries.push(...page.entries);
    await batch.add(page);
  }
  for await (const page of client.incidents({ start: since, end }, { signal })) await batch.add(page);
  const open = new Set<string>();
  for await (const page of client.openIncidents(signal)) {
    for (const { id } of page.incidents) open.add(id);
    for (const { id } of page.rejected) if (id !== null) open.add(id);
    await batch.add(page);
  }
  await batch.finish();

  const left = (await sink.openIds()).filter((id) => !open.has(id) && !vanished.has(id));
  const asked = left.map((id) => (stop: AbortSignal) => closed({ ...pass, signal: stop }, id, vanished));
  for await (const page of inParallel(asked, { ahead: AHEAD, signal })) await batch.add(page);

  const services = await client.services(signal);

  const completeTo = Math.min(until, startedAt + (client.clockSkew() ?? skew));
  const stateOf = (incidentId: string) => changed.get(incidentId)?.updatedAt;
  const fresh = entries.filter(({ id, incidentId }) => enriched.get(id) !== stateOf(incidentId));
  const told = new Set(fresh.map(({ incidentId }) => incidentId));
  const pending = [...changed.values()].filter(({ id }) => told.has(id));
  const current = await sink.state();
  const behind = current.enrichment !== undefined && pending.length > 0;
  const state = covered(current, current.coverage ?? coverage, completeTo);
  await batch.finish({ services, state: behind ? state : withLog(state, completeTo) });
  if (!behind) return;

  await enrichChanged(pass, batch, pending, log);
  await batch.finish({ state: withLog(await sink.state(), completeTo) });
  enriched.clear();
  for (const { id, incidentId } of entries) {
    const updatedAt = stateOf(incidentId);
    if (updatedAt !== undefined) enriched.set(id, updatedAt);
  }
}

/** What log entries, and alerts where they are wanted, tell of incidents that changed. */
async function enrichChanged(
  pass: Pass,
  batch: Batch,
  pending: readonly Incident[],
  log: Span,
): Promise<void> {
  const ids = new Set(pending.map(({ id }) => id));
  const wanted = ({ id }: Incident) => ids.has(id);
  for await (const { incidents, rejected } of pass.client.histories(log, { wanted, signal: pass.signal })) {
    await batch.add({ incidents: incidents.filter(wanted), rejected });
  }
  const { severities } = await pass.sink.state();
  if (severities) await addSeverities(pass, batch, pending);
}

/** Up to when log entries and severities are read; what was never begun holds nothing back. */
function logCompleteTo({ enrichment, severities }: SyncState): Instant {
  return Math.min(
    enrichment?.completeTo ?? Number.POSITIVE_INFINITY,
    severities?.completeTo ?? Number.POSITIVE_INFINITY,
  );
}

function covered(state: SyncState, known: Coverage, completeTo: Instant): SyncState {
  return { ...state, coverage: { ...known, completeTo: Math.max(known.completeTo, completeTo) } };
}

function withLog(state: SyncState, completeTo: Instant): SyncState {
  const { enrichment, severities } = state;
  return {
    ...state,
    ...(enrichment && { enrichment: readTo(enrichment, completeTo) }),
    ...(severities && { severities: readTo(severities, completeTo) }),
  };
}

/** Never back: what was read stays read when clocks are set. */
function readTo(known: BackgroundState, completeTo: Instant): BackgroundState {
  return { ...known, completeTo: Math.max(known.completeTo, completeTo) };
}

/** The present state of an incident that was open and is no longer listed as such. */
async function closed(
  { client, signal }: Pick<Pass, 'client' | 'signal'>,
  id: string,
  vanished: Set<string>,
): Promise<IncidentPage> {
  try {
    const incident = await client.incident(id, signal);
    if (incident !== null) return { incidents: [incident], rejected: [] };
    vanished.add(id);
    return { incidents: [], rejected: [{ id, reason: VANISHED }] };
  } catch (error) {
    if (!(error instanceof UnreadableRecordError)) throw error;
    return { incidents: [], rejected: [{ id, reason: error.message }] };
  }
}

const VANISHED = 'It was open, and PagerDuty no longer knows it or no longer shows it to this key.';
