import type { Directory } from '../../src/domain/directory.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { randomFrom } from '../simulators/pagerduty/random.ts';
import { integration, sealed } from '../store/records.ts';

const DAY = 86_400;
const BATCH = 10_000;

export const BENCH_WORKSPACE = 'T000000001';

/** Incidents of 40 services over a year before `now`, lognormal recovery times, the same for the same seed. */
export function* population(
  size: number,
  now: Instant,
  integrationId: string,
  seed = 1,
): Generator<Incident> {
  const random = randomFrom(seed);
  for (let index = 0; index < size; index++) {
    const createdAt = now - Math.floor(((size - index) / size) * 365 * DAY);
    const recovery = Math.round(random.around(30 * 60, 1.3));
    const resolvedAt = createdAt + recovery <= now && random.next() > 0.001 ? createdAt + recovery : null;
    const service = Math.floor(random.next() ** 2 * 40);
    yield {
      integrationId,
      id: `Q${index.toString(36).toUpperCase().padStart(13, '0')}`,
      number: index + 1,
      title: `Latency above 500 ms on host ${index % 977}`,
      url: `https://acme.pagerduty.com/incidents/Q${index}`,
      key: '',
      status: resolvedAt === null ? 'triggered' : 'resolved',
      urgency: random.next() < 0.7 ? 'high' : 'low',
      priority: random.next() < 0.2 ? null : priority(random.between(0, 4)),
      service: { id: `PSVC${service}`, name: `service-${service}` },
      teams: [{ id: `PTEAM${service % 8}`, name: `team ${service % 8}` }],
      createdAt,
      updatedAt: resolvedAt ?? createdAt,
      resolvedAt,
      ending:
        resolvedAt === null
          ? 'open'
          : random.next() < 0.03
            ? 'merge'
            : random.next() < 0.6
              ? 'person'
              : 'monitor',
      enrichment: null,
      severities: null,
    };
  }
}

function directory(): Directory {
  return {
    services: Array.from({ length: 40 }, (_, index) => ({
      id: `PSVC${index}`,
      name: `service-${index}`,
      status: 'active',
      autoResolveTimeout: null,
      deletedAt: null,
    })),
    users: [],
    teams: [],
    priorities: [],
    missing: [],
  };
}

function priority(rank: number) {
  return { id: `PPRI${rank}`, name: `P${rank + 1}` };
}

/** Fills a store with one integration and its incidents, fully covered up to `now`. */
export async function fill(
  store: Store,
  size: number,
  now: Instant,
  workspaceId = BENCH_WORKSPACE,
): Promise<void> {
  // Never opened: a paused integration is not synced.
  const bench = integration({
    workspaceId,
    id: 'bench',
    name: 'Production',
    paused: true,
    createdAt: now,
    apiKey: sealed('sealed'),
  });
  await store.integrations.save(bench);
  const coverage = { coveredFrom: now - 366 * DAY, completeTo: now };
  let batch: Incident[] = [];
  for (const incident of population(size, now, bench.id)) {
    batch.push(incident);
    if (batch.length < BATCH) continue;
    await store.sync.commit(workspaceId, bench.id, { incidents: batch });
    batch = [];
  }
  await store.sync.commit(workspaceId, bench.id, {
    incidents: batch,
    directory: directory(),
    state: { ...(await store.sync.state(workspaceId, bench.id)), coverage },
  });
}
