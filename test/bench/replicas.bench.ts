import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../src/domain/instant.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import { type AppProcess, startProcess } from '../e2e/process.ts';
import { startPostgres } from '../simulators/postgres.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { type Bench, percentile } from './bench.ts';
import { fill } from './population.ts';

const SIZE = 100_000;
const REPLICAS = 4;
const PER_SECOND = 200;
const COMMANDS = 1_000;
/** As many people ask, so that none of them asks faster than one person can. */
const LINES = [
  ['/sei-pagerduty', 'help'],
  ['/sei-mttr', 'service=service-3 last=30d'],
  ['/sei-pagerduty', 'list'],
  ['/sei-pagerduty', 'status Production'],
] as const;

/** Acknowledgements in milliseconds; as behind a load balancer, each command goes to the next replica. */
async function acknowledgements(slack: Slack, urls: readonly string[]): Promise<number[]> {
  const people = ['alice', 'adam', 'bob', 'carol'].map((name) => slack.person(name));
  const send = (index: number) => {
    slack.setAppUrl(urls[index % urls.length] ?? '');
    const [command, words] = LINES[(index >> 2) % LINES.length] ?? LINES[0];
    const person = people[index % people.length];
    return person === undefined
      ? Promise.reject(new Error('Nobody asks.'))
      : person.command(command, words).then(({ ack }) => ack.milliseconds);
  };
  for (let index = 0; index < 4 * LINES.length * urls.length; index++) await send(index);
  const sent: Promise<number>[] = [];
  const began = performance.now();
  for (let index = 0; index < COMMANDS; index++) {
    sent.push(send(index));
    await pause(Math.max(0, began + ((index + 1) * 1000) / PER_SECOND - performance.now()));
  }
  return Promise.all(sent);
}

/** From a signed request to its acknowledgement, on replicas that share one PostgreSQL and this machine. */
export const replicasBench: Bench = {
  name: `acknowledgement at ${PER_SECOND} commands a second on ${REPLICAS} replicas with one PostgreSQL of ${SIZE} incidents`,
  run: async () => {
    const [postgres, slack] = await Promise.all([startPostgres(), startSlack()]);
    const running: AppProcess[] = [];
    try {
      const store = await openPostgresStore({ url: postgres.url });
      await fill(store, SIZE, instantOf(new Date()));
      await store.close();
      const environment = {
        PATH: process.env.PATH ?? '',
        PORT: '0',
        DATABASE_URL: postgres.url,
        ENCRYPTION_KEY: randomBytes(32).toString('base64'),
        SLACK_API_URL: slack.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
      };
      const bare = await startProcess(environment, resolve(import.meta.dirname, 'bare-bolt.ts'));
      const reference = await acknowledgements(slack, [bare.url]).finally(() => bare.kill('SIGKILL'));
      for (let index = 0; index < REPLICAS; index++) running.push(await startProcess(environment));
      const samples = await acknowledgements(
        slack,
        running.map(({ url }) => url),
      );
      return [
        {
          measure: 'acknowledgement, p99',
          value: percentile(samples, 0.99),
          unit: 'ms',
          reach: 150,
          reference: { name: 'one bare Bolt', value: percentile(reference, 0.99) },
        },
        {
          measure: 'acknowledgement, median',
          value: percentile(samples, 0.5),
          unit: 'ms',
          reference: { name: 'one bare Bolt', value: percentile(reference, 0.5) },
        },
      ];
    } finally {
      await Promise.all(running.map((app) => app.kill('SIGTERM')));
      await slack.stop();
      await postgres.stop();
    }
  },
};
