import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { DAY } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type ForkedPagerDuty, forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import type { PagerDutySimulation } from '../simulators/pagerduty/start.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { stageEnvironment } from '../simulators/stage.ts';
import { certificates } from './certificates.ts';
import type { FileContent } from './file-content.ts';
import { type Front, startFront } from './front.ts';
import { type ProcessUnderTest, run } from './process-under-test.ts';
import { findTinyproxy, startTinyproxy, type Tinyproxy } from './tinyproxy.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BACKFILL_DAYS = 100;
const ALWAYS = { start: 0, end: 4_000_000_000 };
/** Nobody wants to wait for a run; and between two, history is read. */
const SYNC_CRON = '*/3 * * * * *';
/** Milliseconds that the app has to answer a person on a machine with much else to do. */
const PATIENCE = 60_000;

export interface AgentOptions {
  /** Name of its own folder: another one is another satellite. */
  readonly name?: string;
  readonly change?: (file: FileContent) => FileContent;
  /** Seconds that its clock is ahead. */
  readonly clockOffset?: number;
  readonly args?: readonly string[];
}

/** tinyproxy's path, for `describe.skipIf`; says so where it is missing. */
export const tinyproxyPath = await findTinyproxy();
if (tinyproxyPath === null) {
  process.stderr.write('test/firewall is skipped: tinyproxy is not installed (apt-get install tinyproxy).\n');
}

/**
 * PagerDuty, a proxy with a password, and the app behind TLS of a company's own authority: a process each, with a simulated
 * Slack beside them. Satellites are started by the tests.
 */
export async function startFirewall(pagerDutyOptions: Omit<PagerDutySimulation, 'clock' | 'elapsed'> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'sei-firewall-'));
  const dataDir = join(folder, 'data');
  const trust = await certificates(folder);
  const [slack, pagerduty, front, proxy] = await Promise.all([
    startSlack(),
    forkPagerDuty({ incidents: 300, months: 3, ratePerMinute: 1_000_000, ...pagerDutyOptions }),
    startFront(trust),
    startTinyproxy(tinyproxyPath ?? '', folder),
  ]);
  return new Firewall({ folder, dataDir, authority: trust.authority, slack, pagerduty, front, proxy });
}

/** How far what is stored is from the truth. */
export interface Comparison {
  /** How many there should be. */
  readonly incidents: number;
  /** How many are missing, too many or otherwise. */
  readonly count: number;
  /** The first of them. */
  readonly differences: readonly {
    readonly id: string;
    readonly stored: Incident | undefined;
    readonly truth: Incident | undefined;
  }[];
}

interface Parts {
  readonly folder: string;
  readonly dataDir: string;
  readonly authority: string;
  readonly slack: Slack;
  readonly pagerduty: ForkedPagerDuty;
  readonly front: Front;
  readonly proxy: Tinyproxy;
}

export class Firewall {
  readonly parts: Parts;
  readonly #agents: ProcessUnderTest[] = [];
  #app: ProcessUnderTest | null = null;
  #appOutput = '';

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get app(): ProcessUnderTest {
    if (this.#app === null) throw new Error('the app does not run');
    return this.#app;
  }

  /** Everything that the app wrote since the beginning, whatever process it was. */
  appOutput(): string {
    return this.#appOutput + (this.#app?.output() ?? '');
  }

  async startApp(): Promise<void> {
    const { slack, pagerduty, dataDir, front } = this.parts;
    const app = run(process.execPath, [join(ROOT, 'src/main.ts')], {
      ...stageEnvironment(slack, pagerduty, dataDir),
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'),
      PUBLIC_URL: `https://localhost:${front.port}`,
      SYNC_CRON,
      BACKFILL_DAYS: String(BACKFILL_DAYS),
    });
    this.#app = app;
    const [, port = ''] = await app.said(/listening on port (\d+)/);
    front.appPort = Number(port);
    slack.setAppUrl(`http://127.0.0.1:${port}`);
  }

  async stopApp(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const app = this.app;
    await app.end(signal);
    this.#appOutput += app.output();
    this.#app = null;
  }

  /** Connects the account as Alice does, and returns the file that she is handed. */
  async connect(name = 'Plant', username = 'dana@example.com'): Promise<string> {
    const { slack, pagerduty } = this.parts;
    const alice = slack.person('alice');
    const before = slack.files().length;
    const form = await this.#connectForm();
    await alice.select(form, 'satellite', ['satellite']);
    // With the tick, the form asks for no key any more.
    const view = await slack.until(
      () => slack.modals('alice').find(({ submit }) => JSON.stringify(submit)?.includes('Save')) ?? null,
      PATIENCE,
    );
    const sent = await alice.submit(view, {
      name,
      region: 'other',
      url: pagerduty.url,
      username,
    });
    if (Object.keys(sent.errors).length > 0) throw new Error(JSON.stringify(sent.errors));
    const file = await slack.until(() => slack.files()[before], PATIENCE);
    await alice.close();
    return file.data.toString('utf8');
  }

  /** Asked for again, as people do, where a busy machine answered after the three seconds that Slack opens forms in. */
  async #connectForm(): Promise<ReturnType<Slack['modals']>[number]> {
    const { slack } = this.parts;
    const open = () => slack.modals('alice').find(({ submit }) => submit) ?? null;
    for (let tries = 1; ; tries++) {
      await slack.person('alice').command('/sei-pagerduty', 'connect');
      try {
        return await slack.until(open, PATIENCE / 6);
      } catch (error) {
        if (tries === 6) throw error;
      }
    }
  }

  /** Puts the key and the proxy into the file, as the admin does, and starts a satellite with it. */
  async startAgent(file: string, options: AgentOptions = {}): Promise<ProcessUnderTest> {
    const path = await this.prepare(file, options);
    const shift = options.clockOffset ?? 0;
    const agent = run(
      process.execPath,
      [
        ...(shift === 0 ? [] : ['--import', join(import.meta.dirname, 'shifted-clock.mjs')]),
        join(ROOT, 'bin/satellite.mjs'),
        '--config',
        path,
        ...(options.args ?? []),
      ],
      {
        PAGERDUTY_KEY: this.parts.pagerduty.apiKey,
        PROXY_PASSWORD: this.parts.proxy.password,
        CLOCK_OFFSET: String(shift),
        LOG_LEVEL: 'debug',
      },
    );
    this.#agents.push(agent);
    return agent;
  }

  /** The satellite's folder with the file in it; the same name finds what a satellite left there. */
  async prepare(
    file: string,
    { name = 'one', change = (content) => content }: AgentOptions,
  ): Promise<string> {
    const { folder, authority, proxy } = this.parts;
    const content = parse(file) as FileContent;
    const { port, username } = proxy;
    const filled = change({
      satellite: {
        ...content.satellite,
        ca_file: authority,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's own notation for the environment
        proxy: { host: '127.0.0.1', port, username, password: '${PROXY_PASSWORD}', all_traffic: true },
      },
      integrations: content.integrations.map((integration) => ({
        ...integration,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's own notation for the environment
        api_key: '${PAGERDUTY_KEY}',
      })),
    });
    const path = join(folder, `${name}.yml`);
    await writeFile(path, stringify(filled), { mode: 0o600 });
    return path;
  }

  credentialPath(name = 'one'): string {
    return join(this.parts.folder, `${name}.credential`);
  }

  /** Another file, for all accounts that satellites read. */
  async fileForAll(): Promise<string> {
    const { slack } = this.parts;
    const before = slack.files().length;
    await slack.person('alice').command('/sei-pagerduty', 'satellite all');
    const file = await slack.until(() => slack.files()[before], PATIENCE);
    return file.data.toString('utf8');
  }

  /** Resolves when everything that happened before this call is read, of one integration, and all history behind it. */
  async upToDate(agent: ProcessUnderTest, integrationId: string): Promise<void> {
    const said = (words: string) => new RegExp(`"integrationId":"${integrationId}"[^\\n]*${words}`);
    const run = said('"kind":"(?:changes|nightly)","startedAt":(\\d+)[^\\n]*A run succeeded');
    // A run reads up to the second in which it begins.
    const due = instantOf(new Date()) + 1;
    for (let from = agent.output().length; ; ) {
      const found = await agent.said(run, { from });
      from += found.index + found[0].length;
      if (Number(found[1]) < due) continue;
      await agent.said(said('Everything is read'), { from });
      return;
    }
  }

  /** Reads what the app has stored, with the app stopped for it, and starts it again. */
  async stored<Result>(look: (store: Store) => Promise<Result>): Promise<Result> {
    await this.stopApp();
    const copy = join(this.parts.folder, `copy-${Date.now()}`);
    await cp(this.parts.dataDir, copy, { recursive: true });
    await this.startApp();
    const store = await openJsonStore({ dataDir: copy });
    try {
      return await look(store);
    } finally {
      await store.close();
      await rm(copy, { recursive: true, force: true });
    }
  }

  /** What the app has of an integration beside what it should have. */
  async compare(integrationId: string): Promise<Comparison> {
    const { pagerduty, slack } = this.parts;
    const workspaceId = slack.team.id;
    const stored = await this.stored(async (store) => {
      const table = await store.incidents.window(workspaceId, {
        integrationIds: [integrationId],
        track: 'created',
        span: ALWAYS,
      });
      const ids = Array.from({ length: table.length }, (_, row) => table.id(row));
      return store.incidents.get(workspaceId, integrationId, ids);
    });
    const floor = instantOf(new Date()) - BACKFILL_DAYS * DAY;
    const truth = (await pagerduty.ask('truth', integrationId, true)).filter(
      ({ createdAt, resolvedAt }) => createdAt >= floor || resolvedAt === null || resolvedAt >= floor,
    );
    const expected = new Map(truth.map((incident) => [incident.id, { ...incident, severities: null }]));
    const found = new Map(stored.map((incident) => [incident.id, incident]));
    const differences = [...new Set([...expected.keys(), ...found.keys()])]
      .filter((id) => !isDeepStrictEqual(found.get(id), expected.get(id)))
      .map((id) => ({ id, stored: found.get(id), truth: expected.get(id) }));
    return { incidents: truth.length, count: differences.length, differences: differences.slice(0, 2) };
  }

  /** Everything that the app's side ever held or heard: its files, its logs, and all that satellites sent it. */
  async appSide(): Promise<string> {
    const names = await readdir(this.parts.dataDir, { recursive: true, withFileTypes: true });
    const files = names
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1'));
    const slack = JSON.stringify(this.parts.slack.calls) + this.parts.slack.files().map(({ data }) => data);
    return [...(await Promise.all(files)), this.appOutput(), this.parts.front.recorded(), slack].join('\n');
  }

  async stop(): Promise<void> {
    const { slack, pagerduty, front, proxy, folder } = this.parts;
    await Promise.all(this.#agents.map((agent) => agent.end('SIGKILL')));
    if (this.#app) await this.stopApp('SIGKILL');
    await Promise.all([slack.stop(), pagerduty.stop(), front.stop(), proxy.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}
