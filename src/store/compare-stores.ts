import type { IncidentTable } from '../domain/incident-table.ts';
import { recoveryStatistics } from '../domain/statistics/recovery-statistics.ts';
import type { Store } from './store.ts';

const ALWAYS = { start: 0, end: 2 ** 32 };

/** What one integration holds in two stores. */
export interface Compared {
  readonly workspaceId: string;
  readonly name: string;
  /** `1200 incidents, n 1180, mean 2345.6 s, median 1800 s, p90 5400 s`, from all that is stored. */
  readonly here: string;
  readonly there: string;
}

/** The numbers of every integration of one store beside those of another, by the same statistics that reports use. */
export async function compareStores(here: Store, there: Store): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for (const { workspaceId, id, name } of await here.integrations.all())
    compared.push({
      workspaceId,
      name,
      here: await numbersOf(here, workspaceId, id),
      there: await numbersOf(there, workspaceId, id),
    });
  return compared;
}

async function numbersOf(store: Store, workspaceId: string, integrationId: string): Promise<string> {
  const count = await store.incidents.count(workspaceId, integrationId);
  const query = { integrationIds: [integrationId], track: 'created', span: ALWAYS } as const;
  const statistics = recoveryStatistics(recoveries(await store.incidents.window(workspaceId, query)));
  const incidents = `${count} incidents`;
  if (statistics === null) return incidents;
  const { n, mean, median, p90 } = statistics;
  return `${incidents}, n ${n}, mean ${mean} s, median ${median} s, p90 ${p90} s`;
}

/** Of what is resolved, ascending. */
function recoveries({ createdAt, resolvedAt }: IncidentTable): Uint32Array {
  const resolved = resolvedAt.map((at, row) => (at === 0 ? 0 : at - (createdAt[row] as number))); // as long as each other
  return resolved.filter((_, row) => resolvedAt[row] !== 0).sort();
}
