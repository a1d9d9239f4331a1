import { z } from 'zod';
import type { Incident } from '../domain/incident.ts';
import type { Span } from '../domain/instant.ts';
import type { IncidentPage, UnreadableRecord } from './client.ts';
import { isOutOfSight } from './errors.ts';
import { inParallel } from './in-parallel.ts';
import { LOG_ENTRIES } from './incident-list.ts';
import { normaliseIncident } from './normalise-incident.ts';
import { type List, listPages, spanPages } from './pages.ts';
import type { Transport } from './transport.ts';
import { enriched, type LogEntry, logEntryOf } from './wire-log-entry.ts';

export interface HistoriesOptions {
  readonly integrationId: string;
  /** Whether the whole log of an incident is wanted, though it reaches out of the span: a request each. */
  readonly wanted: (incident: Incident) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Incidents asked for by id at once, or waiting to be taken: the budget lets fewer go. */
const AHEAD = 8;
const PAGE = 100;
const carried = z.looseObject({
  incident: z.looseObject({ id: z.string().min(1), updated_at: z.unknown() }),
});

/**
 * Incidents that log entries of the span tell of, with what their whole log tells.
 *
 * One whose life lies within the span needs nothing but the account's log; the log of one that reaches out of it is
 * read by its id, where it is wanted, and else it is left out. Holds the incidents of the span in memory: the caller
 * chooses a span of some thousands.
 */
export async function* histories(
  transport: Transport,
  span: Span,
  { integrationId, wanted, signal }: HistoriesOptions,
): AsyncGenerator<IncidentPage> {
  const list: List = {
    ...LOG_ENTRIES,
    query: { 'include[]': ['incidents'] },
    urgency: 'background',
    signal,
  };
  const lives = new Map<string, Life>();
  for await (const rows of spanPages(transport, list, span)) {
    for (const row of rows) take(lives, row, integrationId);
  }
  const all = [...lives.values()];
  const rejected = all.flatMap((life) => life.rejected ?? []);
  if (rejected.length > 0) yield { incidents: [], rejected };

  const told = all.flatMap(({ incident, log }) => (incident ? [{ incident, log }] : []));
  const within = told.filter(({ incident }) => liesWithin(incident, span));
  for (let row = 0; row < within.length; row += PAGE) {
    const page = within.slice(row, row + PAGE);
    yield { incidents: page.map(({ incident, log }) => enriched(incident, [...log.values()])), rejected: [] };
  }

  const asked = told.filter(({ incident }) => !liesWithin(incident, span) && wanted(incident));
  const tasks = asked.map(({ incident }) => async (stop: AbortSignal) => {
    const log = await logOf(transport, incident.id, stop);
    return log && enriched(incident, log);
  });
  for await (const incident of inParallel(tasks, { ahead: AHEAD, signal })) {
    if (incident !== null) yield { incidents: [incident], rejected: [] };
  }
}

/** What the entries of the span tell of one incident. */
interface Life {
  readonly updatedAt: unknown;
  readonly incident: Incident | null;
  readonly rejected: UnreadableRecord | null;
  readonly log: Map<string, LogEntry>;
}

/** Takes in one entry. Each carries its incident's present state: read once, unless it moved while we read. */
function take(lives: Map<string, Life>, row: unknown, integrationId: string): void {
  const { incident: record } = carried.safeParse(row).data ?? {};
  if (!record) return;
  const known = lives.get(record.id);
  let life = known;
  if (life === undefined || life.updatedAt !== record.updated_at) {
    const read = normaliseIncident(record, integrationId);
    const incident = read.ok ? read.incident : null;
    const older = known?.incident && incident && incident.updatedAt < known.incident.updatedAt;
    if (!older) {
      const log = known?.log ?? new Map<string, LogEntry>();
      life = { updatedAt: record.updated_at, incident, rejected: read.ok ? null : read.rejected, log };
      lives.set(record.id, life);
    }
  }
  const entry = logEntryOf(row);
  if (entry && life) life.log.set(entry.id, entry);
}

/** Whether everything that ever happened to an incident happened in the span. */
function liesWithin({ createdAt, updatedAt, resolvedAt }: Incident, { start, end }: Span): boolean {
  return createdAt >= start && updatedAt < end && (resolvedAt === null || resolvedAt >= start);
}

/** The whole log of one incident; `null` where PagerDuty does not know it any more. */
async function logOf(transport: Transport, id: string, signal: AbortSignal): Promise<LogEntry[] | null> {
  const path = `incidents/${encodeURIComponent(id)}/log_entries`;
  const list: List = { ...LOG_ENTRIES, path, query: { time_zone: 'UTC' }, urgency: 'background', signal };
  const log = new Map<string, LogEntry>();
  try {
    for await (const rows of listPages(transport, list)) {
      for (const row of rows) {
        const entry = logEntryOf(row);
        if (entry) log.set(entry.id, entry);
      }
    }
  } catch (error) {
    if (isOutOfSight(error)) return null;
    throw error;
  }
  return [...log.values()];
}
