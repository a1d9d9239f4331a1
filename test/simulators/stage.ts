import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type SeiPagerDuty } from '../../src/app.ts';
import type { Surroundings } from '../../src/composition/surroundings.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createTracing } from '../../src/tracing.ts';
import { type PagerDutySimulation, type PagerDutySimulator, startPagerDuty } from './pagerduty/start.ts';
import { startPostgres } from './postgres.ts';
import type { Message } from './slack/messages.ts';
import { SLACK_PATIENCE, type Slack, type SlackOptions, startSlack } from './slack/slack.ts';
import type { View } from './slack/views.ts';

/** The real app between a simulated PagerDuty and a simulated Slack, with real HTTP and real files between them. */
export interface Stage {
  readonly pagerduty: PagerDutySimulator;
  readonly slack: Slack;
  /** The running app; another one after `restart`. */
  readonly app: SeiPagerDuty;
  readonly url: string;
  readonly dataDir: string;
  /** Everything the app logged so far. */
  readonly logged: () => string;
  /** Stops the app and starts another one on the same data; `between` happens while none runs. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly pagerduty?: PagerDutySimulation;
  readonly slack?: SlackOptions;
  readonly environment?: Readonly<Record<string, string>>;
  /** Of further simulated accounts, which the app may reach as well. */
  readonly otherOrigins?: readonly string[];
  readonly clock?: Surroundings['clock'];
  readonly timing?: Surroundings['timing'];
  readonly ids?: Surroundings['ids'];
  /** What one workspace may ask: tests that ask more than people do lift it. */
  readonly share?: Surroundings['share'];
  /** When digests are looked at, and how far apart they are posted. */
  readonly digests?: Pick<Surroundings, 'digestTicker' | 'digestGaps'>;
  /** Sees every line that the app logs. */
  readonly onLog?: (line: string) => void;
}

/** Environment with which an app reaches both simulators and keeps its data in a folder. */
export function stageEnvironment(
  slack: Pick<Slack, 'url' | 'botToken' | 'signingSecret'>,
  pagerduty: Pick<PagerDutySimulator, 'url'>,
  dataDir: string,
): Record<string, string> {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PAGERDUTY_ALLOWED_ORIGINS: new URL(pagerduty.url).origin,
    LOG_LEVEL: 'debug',
  };
}

/** `STORE=postgres`: the app keeps its data in a PostgreSQL of its own instead of files. */
async function startDatabase(): Promise<{ environment: Record<string, string>; stop(): Promise<void> }> {
  if (process.env.STORE !== 'postgres') return { environment: {}, stop: async () => {} };
  const { url, stop } = await startPostgres();
  return { environment: { DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') }, stop };
}

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-stage-'));
  const [pagerduty, slack, database] = await Promise.all([
    startPagerDuty({ ...(options.clock && { clock: options.clock }), ...options.pagerduty }),
    startSlack({ patience: 5 * SLACK_PATIENCE, ...options.slack }),
    startDatabase(),
  ]);
  const environment = stageEnvironment(slack, pagerduty, dataDir);
  const config = readConfig({
    ...environment,
    ...database.environment,
    PAGERDUTY_ALLOWED_ORIGINS: [
      environment.PAGERDUTY_ALLOWED_ORIGINS,
      ...(options.otherOrigins ?? []),
    ].join(),
    ...options.environment,
  });
  let text = '';
  const tracing = createTracing();
  const keep = {
    write: (line: string) => {
      text += line;
      options.onLog?.(line);
    },
  };
  const log = createLog(config.logLevel, keep, tracing.fields);

  async function startApp(): Promise<{ app: SeiPagerDuty; url: string }> {
    const app = await createApp(config, {
      log,
      tracing,
      host: '127.0.0.1',
      ...(options.clock && { clock: options.clock }),
      ...(options.timing && { timing: options.timing }),
      ...(options.ids && { ids: options.ids }),
      ...(options.share && { share: options.share }),
      ...options.digests,
    });
    const url = `http://127.0.0.1:${await app.start()}`;
    slack.setAppUrl(url);
    return { app, url };
  }

  const clear = async () => {
    await Promise.all([slack.stop(), pagerduty.stop(), database.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  let running = await startApp().catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  return {
    pagerduty,
    slack,
    dataDir,
    get app() {
      return running.app;
    },
    get url() {
      return running.url;
    },
    logged: () => text,
    async restart(between) {
      await running.app.stop();
      await between?.();
      running = await startApp();
    },
    async stop() {
      await running.app.stop();
      await clear();
    },
  };
}

/** Opens the connect form as a person does, and waits until it can be filled in. */
export async function openConnectForm({ slack }: Pick<Stage, 'slack'>, name = 'alice'): Promise<View> {
  const person = slack.person(name);
  await person.command('/sei-pagerduty', 'connect');
  return slack.until(() => {
    const top = slack.modals(name).at(-1);
    return top?.submit ? top : null;
  });
}

/** Connects the simulated account as Alice does, and waits until its backfill has ended. */
export async function connectAccount(stage: Stage, name = 'Production'): Promise<Message> {
  const { slack, app } = stage;
  const sent = await slack.person('alice').submit(await openConnectForm(stage), connectForm(stage, name));
  if (Object.keys(sent.errors).length > 0)
    throw new Error(`The form was refused: ${JSON.stringify(sent.errors)}`);
  await slack.person('alice').close();
  await app.sync.idle();
  return slack.until(() => slack.messages('alice').findLast(({ text }) => text.includes('is ready')));
}

/** What an admin types into the connect form to reach the simulated account. */
export function connectForm(stage: Pick<Stage, 'pagerduty'>, name = 'Production') {
  return {
    name,
    region: 'other',
    url: stage.pagerduty.url,
    username: 'dana@example.com',
    apiKey: stage.pagerduty.apiKey,
  };
}
