// First: the figures are those of the app, which sets its memory the same way.
import '../../bin/lean-memory.mjs';
import { randomUUID } from 'node:crypto';
import { createDigestSide } from '../../src/digest/create-digest-side.ts';
import { createLog } from '../../src/log.ts';
import { slackClients } from '../../src/slack/clients.ts';
import { slackDigestPoster } from '../../src/slack/digests/slack-digest-poster.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { seeAll } from './see-all.ts';

/** What the process that delivered tells when it is done. */
export interface Delivered {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly states: Readonly<Record<string, number>>;
}

/** `digests-child.ts <data folder> <Slack's API> <due>`: delivers everything that is due, with the gaps of production. */
const [, , dataDir = '', slackApiUrl = '', due = ''] = process.argv;

const began = performance.now();
const clock = { now: () => Number(due) + 2 + Math.floor((performance.now() - began) / 1_000) };
const log = createLog('warn');
const store = await openJsonStore({ dataDir, clock });
const clientOf = slackClients(
  { of: async (workspaceId) => ({ botToken: workspaceId, tenant: null }) },
  () => ({
    slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }),
);
let tick: () => Promise<void> = async () => {};
const side = createDigestSide({
  store,
  sight: { view: seeAll(store), isShown: async () => true },
  access: {
    standing: async () => 'viewer',
    decide: async () => ({ allowed: true, standing: 'viewer' }),
    demand: async () => 'viewer',
  },
  channels: { members: async () => new Set(), problem: async () => null },
  poster: slackDigestPoster({ clientOf, collectionOf: async () => null, clock, log, picturePatience: 0 }),
  audit: { record: async () => {} },
  clock,
  log,
  newId: randomUUID,
  ticker: (_, task) => {
    tick = task;
    return { stop: () => {} };
  },
});
side.start();

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 100);
const started = performance.now();
await tick();
// A minute later the next tick comes, while most are still under way.
const again = setInterval(() => void tick(), 20_000);
await side.deliverer.idle();
const seconds = (performance.now() - started) / 1_000;
clearInterval(again);
clearInterval(watch);
await tick();
await side.deliverer.idle();

const states: Record<string, number> = {};
for (const { workspaceId, id } of await store.digests.all()) {
  const slots = await store.slots.of(workspaceId, id, 5);
  const state = slots.map((slot) => slot.state).join(' ') || 'none';
  states[state] = (states[state] ?? 0) + 1;
}
await side.stop();
await store.close();
const delivered: Delivered = { seconds, peakMegabytes: peak / 2 ** 20, states };
process.send?.(delivered, () => process.exit(0));
