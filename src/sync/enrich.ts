import type { Incident } from '../domain/incident.ts';
import type { Span } from '../domain/instant.ts';
import { AbilityMissingError } from '../pagerduty/errors.ts';
import type { BackgroundState, SyncState } from '../store/sync-store.ts';
import { type Batch, inBatches } from './batch.ts';
import type { Pass } from './pass.ts';
import { nextStretch } from './plan.ts';

/** Incidents a stretch. The log entries of one are held in memory; a severity costs a request. */
const HISTORIES = 5_000;
const SEVERITIES = 500;

/** Asked between two stretches: true lets the pass end early, so that something more urgent comes first. */
type ShouldYield = () => boolean;

/**
 * Reads the log entries of history, newest first, stretch by stretch down to the backfill's floor: who acknowledged,
 * who took part, what was reopened, how it ended.
 */
export function enrich(pass: Pass, shouldYield: ShouldYield): Promise<void> {
  return inStretches(pass, 'enrichment', HISTORIES, shouldYield, async (batch, span, floor) => {
    // Who was created below is read there; below the floor nothing is.
    const wanted = ({ createdAt }: Incident) =>
      (createdAt >= span.start && createdAt < span.end) || createdAt < floor;
    for await (const page of pass.client.histories(span, { wanted, signal: pass.signal })) {
      await batch.add(page);
    }
  });
}

/** Reads the severities of history's alerts in the same way: a request for each incident. */
export function readSeverities(pass: Pass, shouldYield: ShouldYield): Promise<void> {
  const { client, signal } = pass;
  return inStretches(pass, 'severities', SEVERITIES, shouldYield, async (batch, span) => {
    for await (const { incidents, rejected } of client.incidents(span, { signal, urgency: 'background' })) {
      await batch.add({ incidents: [], rejected });
      await addSeverities(pass, batch, incidents);
    }
  });
}

/** Incidents with the severities of their alerts. An account without alerts has none: a fact, not a failure. */
export async function addSeverities(
  { client, signal }: Pass,
  batch: Batch,
  incidents: readonly Incident[],
): Promise<void> {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  try {
    for await (const { id, severities } of client.severities([...byId.keys()], signal)) {
      const incident = byId.get(id);
      if (incident) await batch.add({ incidents: [{ ...incident, severities }], rejected: [] });
    }
  } catch (error) {
    if (!(error instanceof AbilityMissingError)) throw error;
  }
}

async function inStretches(
  pass: Pass,
  kind: 'enrichment' | 'severities',
  incidents: number,
  shouldYield: ShouldYield,
  read: (batch: Batch, span: Span, floor: number) => Promise<void>,
): Promise<void> {
  const { sink, clock } = pass;
  for (;;) {
    const { backfill, coverage, [kind]: begun } = await sink.state();
    if (backfill === null || coverage === null) return;
    const { completeTo } = coverage;
    const known: BackgroundState = begun ?? { coveredFrom: completeTo, completeTo, finishedAt: null };
    const span = nextStretch(backfill, known.coveredFrom, incidents);
    if (span === null) return;
    await inBatches(pass, async (batch) => {
      await read(batch, span, backfill.floor);
      const finishedAt = span.start <= backfill.floor ? clock.now() : null;
      const reached: BackgroundState = { ...known, coveredFrom: span.start, finishedAt };
      await batch.finish({ state: { ...(await sink.state()), [kind]: reached } satisfies SyncState });
    });
    if (shouldYield()) return;
  }
}
