import { z } from 'zod';
import { isOutOfSight } from './errors.ts';
import { inParallel } from './in-parallel.ts';
import { type List, listBody, listPages } from './pages.ts';
import type { Transport } from './transport.ts';
import { looseText } from './wire-reference.ts';

/** What the alerts of an incident tell: each severity once, by name. */
export interface IncidentSeverities {
  readonly id: string;
  readonly severities: readonly string[];
}

const AHEAD = 8;
const ALERTS = { body: listBody('alerts'), what: 'alerts', urgency: 'background' } as const;
const alert = z.object({ severity: looseText });

/** The severities of incidents' alerts: a request for each. One that PagerDuty does not know any more is left out. */
export async function* severities(
  transport: Transport,
  ids: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<IncidentSeverities> {
  const tasks = ids.map((id) => (stop: AbortSignal) => severitiesOf(transport, id, stop));
  for await (const found of inParallel(tasks, { ahead: AHEAD, signal })) {
    if (found !== null) yield found;
  }
}

async function severitiesOf(
  transport: Transport,
  id: string,
  signal: AbortSignal,
): Promise<IncidentSeverities | null> {
  const path = `incidents/${encodeURIComponent(id)}/alerts`;
  const list: List = { ...ALERTS, path, query: {}, signal };
  const found = new Set<string>();
  try {
    for await (const rows of listPages(transport, list)) {
      for (const row of rows) {
        const { severity } = alert.safeParse(row).data ?? {};
        if (severity) found.add(severity);
      }
    }
  } catch (error) {
    if (isOutOfSight(error)) return null;
    throw error;
  }
  return { id, severities: [...found].sort() };
}
