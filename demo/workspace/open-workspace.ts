import type { Clock } from '../../src/domain/clock.ts';
import { SLACK_PATIENCE } from '../../test/simulators/slack/slack.ts';
import { type Stage, type StageOptions, startStage } from '../../test/simulators/stage.ts';
import type { Assets } from './build-page.ts';
import { buildPageAside } from './build-page-aside.ts';
import { demoClock } from './demo-clock.ts';
import { knownIntegrations } from './known-integrations.ts';
import { SentLog } from './sent-log.ts';
import { type Page, servePage } from './serve.ts';
import { steadyTicker } from './steady-ticker.ts';
import { storySoFar } from './story.ts';
import { Workspace } from './workspace.ts';

export interface OpenWorkspace {
  readonly stage: Stage;
  readonly page: Page;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** The page, where it is being built already. */
  readonly assets?: Promise<Assets>;
  /** The clock that the demo's goes by: the machine's unless told otherwise. */
  readonly machine?: Clock;
  readonly ids?: StageOptions['ids'];
  /** What the app logs, from this level on, and where to. Silent unless told otherwise. */
  readonly log?: { readonly level: string; readonly write: (line: string) => void };
}

/** The real app between its two simulated companies, whose story is told, and the page on which people play it. */
export async function openWorkspace({
  port,
  assets = buildPageAside(),
  machine,
  ids,
  log = { level: 'silent', write: () => {} },
}: WorkspaceOptions): Promise<OpenWorkspace> {
  const clock = demoClock(machine);
  const digests = steadyTicker(1_000);
  let sent: SentLog | null = null;
  const stage = await startStage({
    clock,
    ...(ids && { ids }),
    pagerduty: { seed: 1, services: 12, months: 6, incidents: 3_000, latency: 25 },
    slack: {
      patience: SLACK_PATIENCE,
      onDelivery: (kind, payload, ack) => sent?.delivered(kind, payload, ack),
    },
    digests: { digestTicker: digests.ticker },
    timing: { submit: 2_000, progress: 300, home: 2_000, picture: 100 },
    onLog: log.write,
    environment: {
      BACKFILL_DAYS: '180',
      LOG_LEVEL: log.level,
      EGRESS_IPS: '203.0.113.7',
      PUBLIC_URL: 'https://sei.example.com',
    },
  });
  for (const incident of storySoFar(clock.now())) stage.pagerduty.mutate.create(incident);
  sent = new SentLog([stage.pagerduty.apiKey, stage.pagerduty.userKey, stage.slack.botToken]);
  const workspace = new Workspace(stage, clock, sent, digests.hold);
  const page = await servePage(workspace, knownIntegrations(stage.app.sync), await assets, port);
  return {
    stage,
    page,
    async close() {
      await page.close();
      await stage.stop();
    },
  };
}
