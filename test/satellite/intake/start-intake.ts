import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../../../src/access/access.ts';
import type { Actor } from '../../../src/access/actor.ts';
import type { AuditEvent } from '../../../src/domain/audit-record.ts';
import { createHttpServer, type Route } from '../../../src/http/server.ts';
import { createLog } from '../../../src/log.ts';
import { createInTurn } from '../../../src/replica/in-turn.ts';
import { createSatellites } from '../../../src/satellite/fleet/create-satellites.ts';
import { createPresence } from '../../../src/satellite/fleet/presence.ts';
import { satelliteSync } from '../../../src/satellite/fleet/satellite-sync.ts';
import { createWatch } from '../../../src/satellite/fleet/watch.ts';
import { createIntake, type IntakeOptions } from '../../../src/satellite/intake/create-intake.ts';
import { noSuchRequest } from '../../../src/satellite/intake/no-such-request.ts';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { createSync } from '../../../src/sync/create-sync.ts';
import type { SyncEvent } from '../../../src/sync/sync.ts';
import { createSyncEvents } from '../../../src/sync/sync-events.ts';
import { satelliteIntegration } from '../../slack/satellites/fake-satellites.ts';
import { integration } from '../../store/records.ts';
import { TestSatellite } from '../test-satellite.ts';

export const ADMIN: Actor = { workspaceId: 'T1', teamId: 'T1', userId: 'U1' };

/** The app's side of satellites over real HTTP and a real store, with a clock that a test moves. */
export async function startIntake({
  publicUrl = 'https://sei.example.com',
  ...options
}: Pick<IntakeOptions, 'patience' | 'monotonic'> & { readonly publicUrl?: string | null } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-intake-'));
  let moved = 0;
  const clock = { now: () => Math.floor(Date.now() / 1000) + moved };
  const store = await openJsonStore({ dataDir });
  let logged = '';
  const log = createLog('debug', {
    write: (line: string) => {
      logged += line;
    },
  });
  const audited: AuditEvent[] = [];
  const audit = { record: async (_by: unknown, event: AuditEvent) => void audited.push(event) };
  const allowed: Decision = { allowed: true, standing: 'admin' };
  const access = { demand: async () => 'admin' as const, decide: async () => allowed };
  const presence = createPresence({ store: store.satellites, clock });
  const events = createSyncEvents(log);
  const watch = createWatch({ store, presence, events, clock });
  const ownSync = createSync({
    store,
    connect: () => {
      throw new Error('PagerDuty is not asked here.');
    },
    keyring: { open: () => '' },
    clock,
    log,
    newId: () => 'run',
    owner: 'this process',
    ticker: () => ({ stop() {} }),
    syncCron: '*/10 * * * *',
    backfillDays: 365,
  });
  const sync = satelliteSync({ sync: ownSync, store, presence, events });
  const happened: SyncEvent[] = [];
  sync.subscribe((event) => void happened.push(event));
  const inTurn = createInTurn({ leases: store.leases, owner: 'this process' });
  const common = {
    inTurn,
    store,
    audit,
    presence,
    watch,
    events,
    clock,
    log,
    random: randomBytes,
    version: '0.1.0',
  };
  const satellites = createSatellites({ ...common, access, publicUrl });
  const routes = createIntake({ ...common, syncCron: '*/10 * * * *', backfillDays: 365, ...options });
  const answered = new Set<string>();
  const server = createHttpServer({
    routes: Object.fromEntries(
      Object.entries(routes).map(([name, route]): [string, Route] => [
        name,
        (request, response) => {
          response.once('finish', () => answered.add(`${name} ${response.statusCode}`));
          return route(request, response);
        },
      ]),
    ),
    otherwise: noSuchRequest,
    onError: (error) => log.error({ err: error }, 'A request failed.'),
  });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;

  for (const workspaceId of ['T1', 'T2']) {
    await store.integrations.save(satelliteIntegration({ workspaceId, id: `plant-${workspaceId}` }));
    await store.integrations.save(integration({ workspaceId, id: `cloud-${workspaceId}`, name: 'Cloud' }));
  }

  /** A satellite with the file of an integration; it has not enrolled. */
  async function unenrolled(workspaceId = 'T1'): Promise<TestSatellite> {
    const file = await satellites.file({ ...ADMIN, workspaceId }, `plant-${workspaceId}`);
    if (file.kind !== 'made') throw new Error('No file was made.');
    return TestSatellite.of(url, file.content);
  }

  return {
    url,
    store,
    dataDir,
    sync,
    satellites,
    watch,
    routes,
    /** Every kind of answer so far: `POST /satellite/v1/enrol 200`. */
    answered,
    happened,
    audited,
    clock,
    logged: () => logged,
    /** Lets time pass, seconds. */
    pass: (seconds: number) => {
      moved += seconds;
    },
    /** How many incidents are stored of the integration that satellites read. */
    stored: (workspaceId = 'T1') => store.incidents.count(workspaceId, `plant-${workspaceId}`),
    unenrolled,
    async enrolled(workspaceId = 'T1'): Promise<TestSatellite> {
      const satellite = await unenrolled(workspaceId);
      await satellite.enrol();
      return satellite;
    },
    async stop() {
      await server.close(0);
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Intake = Awaited<ReturnType<typeof startIntake>>;
