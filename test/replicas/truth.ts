import type { Incident } from '../../src/domain/incident.ts';
import type { Cluster } from './cluster.ts';

const ALWAYS = { start: 0, end: 4_000_000_000 };

/** What the store holds of an account, as text that can be compared. */
export async function dataOf({ store, workspaceId }: Cluster, integrationId: string): Promise<string> {
  const query = { integrationIds: [integrationId], track: 'created', span: ALWAYS } as const;
  const table = await store.incidents.window(workspaceId, query);
  const ids = Array.from({ length: table.length }, (_, row) => table.id(row));
  return textOf(await store.incidents.get(workspaceId, integrationId, ids));
}

/** What it should hold: nobody asked for severities. */
export function truthOf({ pagerduty }: Cluster, integrationId: string): string {
  const truth = pagerduty.truth(integrationId, { enriched: true });
  return textOf(truth.map((incident) => ({ ...incident, severities: null })));
}

function textOf(incidents: readonly Incident[]): string {
  const sorted = incidents.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return JSON.stringify(
    sorted.map((incident) => Object.entries(incident).sort()),
    null,
    1,
  );
}
