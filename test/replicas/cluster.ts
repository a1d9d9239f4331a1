import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import {
  type PagerDutySimulation,
  type PagerDutySimulator,
  startPagerDuty,
} from '../simulators/pagerduty/start.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { stageEnvironment } from '../simulators/stage.ts';
import { connectedIntegration } from '../sync/connected-integration.ts';

const REPLICA = join(import.meta.dirname, 'replica.ts');
const CONNECTED_AT = 1_790_000_000;

export interface Replica {
  readonly process: ChildProcess;
  readonly url: string;
  /** Sends a signal, and resolves when it has ended where the signal ends it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Replicas of the app as processes, one database, one Slack, one PagerDuty. */
export interface Cluster {
  readonly pagerduty: PagerDutySimulator;
  readonly slack: Slack;
  /** The same database, seen from outside of the replicas. */
  readonly store: Store;
  readonly workspaceId: string;
  startReplica(environment?: Readonly<Record<string, string>>): Promise<Replica>;
  connect(integrationId: string): Promise<CloudIntegration>;
  logged(): Promise<string>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly databaseUrl: string;
  readonly pagerduty?: PagerDutySimulation;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startCluster({
  databaseUrl,
  pagerduty: simulation,
  environment,
}: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'sei-replicas-'));
  const logFile = join(folder, 'log');
  const log = createWriteStream(logFile, { flags: 'a' });
  const [pagerduty, slack] = await Promise.all([
    startPagerDuty({ ratePerMinute: 1_000_000, ...simulation }),
    startSlack(),
  ]);
  const key = randomBytes(32);
  const keyring = createKeyring({ current: key });
  const store = await openPostgresStore({ url: databaseUrl });
  const workspaceId = slack.team.id;
  const replicas = new Set<ChildProcess>();

  return {
    pagerduty,
    slack,
    store,
    workspaceId,
    async startReplica(own) {
      const child = fork(REPLICA, {
        env: {
          ...process.env,
          ...stageEnvironment(slack, pagerduty, folder),
          DATABASE_URL: databaseUrl,
          ENCRYPTION_KEY: key.toString('base64'),
          LOG_LEVEL: 'info',
          SYNC_CRON: '*/5 * * * * *',
          ...environment,
          ...own,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child.stdout?.pipe(log, { end: false });
      child.stderr?.pipe(log, { end: false });
      replicas.add(child);
      const gone = once(child, 'exit').then(() => void replicas.delete(child));
      const ready = once(child, 'message') as Promise<[{ port: number }]>; // the only message it sends
      const told = await Promise.race([ready, gone]);
      if (!told) throw new Error(`A replica ended before it was ready:\n${await readFile(logFile, 'utf8')}`);
      return {
        process: child,
        url: `http://127.0.0.1:${told[0].port}`,
        async end(signal) {
          child.kill(signal);
          await gone;
        },
      };
    },
    async connect(id) {
      const integration: CloudIntegration = connectedIntegration(pagerduty, keyring, {
        workspaceId,
        id,
        name: id,
        createdAt: CONNECTED_AT,
        ownerId: slack.person('alice').id,
      });
      await store.integrations.save(integration);
      return integration;
    },
    logged: () => readFile(logFile, 'utf8'),
    async stop() {
      const living = [...replicas].map((child) => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        return gone;
      });
      await Promise.all(living);
      await store.close();
      await Promise.all([slack.stop(), pagerduty.stop()]);
      log.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
