import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../src/domain/instant.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { startProcess } from '../e2e/process.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { type Bench, percentile } from './bench.ts';
import { fill } from './population.ts';

const SIZE = 100_000;
const COMMANDS = 400;
const PER_SECOND = 40;

/** Half questions over everything stored, half commands that read little. */
const LINES = [
  ['/sei-mttr', 'last=30d'],
  ['/sei-pagerduty', 'help'],
  ['/sei-mttr', 'service=service-3 last=90d'],
  ['/sei-pagerduty', 'status Production'],
] as const;

/** Acknowledgement times in milliseconds, commands sent at a steady rate whether or not the last one was answered. */
async function acknowledgements(slack: Slack): Promise<number[]> {
  const bob = slack.person('bob');
  for (const [command, words] of LINES) await bob.command(command, words);
  const sent: Promise<number>[] = [];
  const began = performance.now();
  for (let index = 0; index < COMMANDS; index++) {
    const [command, words] = LINES[index % LINES.length] ?? LINES[0];
    sent.push(bob.command(command, words).then(({ ack }) => ack.milliseconds));
    await pause(Math.max(0, began + ((index + 1) * 1000) / PER_SECOND - performance.now()));
  }
  return Promise.all(sent);
}

/** From a signed request to its acknowledgement, over HTTP, the app in a process of its own with 100,000 incidents. */
export const acknowledgementBench: Bench = {
  name: `acknowledgement at ${PER_SECOND} commands a second, half of them questions over 100,000 incidents`,
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
    const slack = await startSlack();
    try {
      const store = await openJsonStore({ dataDir });
      await fill(store, SIZE, instantOf(new Date()));
      await store.close();
      const environment = {
        PATH: process.env.PATH ?? '',
        PORT: '0',
        DATA_DIR: dataDir,
        SLACK_API_URL: slack.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
      };
      const bare = await startProcess(environment, resolve(import.meta.dirname, 'bare-bolt.ts'));
      slack.setAppUrl(bare.url);
      const reference = await acknowledgements(slack).finally(() => bare.kill('SIGKILL'));
      const app = await startProcess(environment);
      slack.setAppUrl(app.url);
      const samples = await acknowledgements(slack).finally(() => app.kill('SIGTERM'));
      return [
        {
          measure: 'acknowledgement, p99',
          value: percentile(samples, 0.99),
          unit: 'ms',
          reach: 100,
          reference: { name: 'bare Bolt', value: percentile(reference, 0.99) },
        },
        {
          measure: 'acknowledgement, median',
          value: percentile(samples, 0.5),
          unit: 'ms',
          reference: { name: 'bare Bolt', value: percentile(reference, 0.5) },
        },
      ];
    } finally {
      await slack.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
