import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { createComposer } from '../../src/digest/create-composer.ts';
import { createDeliverer } from '../../src/digest/create-deliverer.ts';
import type { DigestPoster } from '../../src/digest/digest-poster.ts';
import { createPacer } from '../../src/digest/pacer.ts';
import { createLog } from '../../src/log.ts';
import { slackDigestPoster } from '../../src/slack/digests/slack-digest-poster.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { SlotLedger } from '../../src/store/slot-ledger.ts';

/**
 * `digest-child.ts <data folder> <Slack's API> <token> <now> <where to die>`: looks what is due at that instant, delivers it with the
 * real parts, and ends; or dies by SIGKILL before or after a step (`posting before`), or in the middle of it (`post during`).
 */
const [, , dataDir = '', slackApiUrl = '', token = '', now = '', death = ''] = process.argv;

const [fatalStep, moment] = death.split(' ');
const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => {});
};

/** A call that dies where it was told to. */
function mortal<Given extends unknown[], Result>(step: string, call: (...given: Given) => Promise<Result>) {
  return async (...given: Given): Promise<Result> => {
    if (step !== fatalStep) return call(...given);
    if (moment === 'before') return die();
    const under = call(...given);
    if (moment === 'during') {
      await setTimeout(60);
      return die();
    }
    await under;
    return die();
  };
}

const clock = { now: () => Number(now) };
const log = createLog('silent');
const store = await openJsonStore({ dataDir, clock });
const ledger: SlotLedger = {
  ...store.slots,
  claim: mortal('claim', store.slots.claim),
  renew: mortal('renew', store.slots.renew),
  posting: mortal('posting', store.slots.posting),
  finish: mortal('finish', store.slots.finish),
};
const real = slackDigestPoster({
  clientOf: async () =>
    new WebClient(token, {
      slackApiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 5_000,
    }),
  collectionOf: async () => null,
  clock,
  log,
  picturePatience: 0,
});
const poster: DigestPoster = {
  ...real,
  post: mortal('post', real.post),
  postDetails: mortal('details', real.postDetails),
  tell: mortal('tell', real.tell),
};
const everything = async ({ workspaceId }: { readonly workspaceId: string }) => ({
  workspaceId,
  integrationIds: new Set((await store.integrations.list(workspaceId)).map(({ id }) => id)),
  collectionIds: new Set<string>(),
  withoutPrivateTeams: new Set<string>(),
  isAdmin: false,
  key: 'everything',
});
const deliverer = createDeliverer({
  store: { ...store, slots: ledger },
  composer: createComposer({
    store,
    slots: store.slots,
    sight: { view: everything },
    access: { standing: async () => 'viewer' },
    clock,
  }),
  poster,
  channels: { problem: async () => null },
  audit: { record: async () => {} },
  pacer: createPacer({ channel: 0, workspace: 0, all: 0 }),
  clock,
  log,
  owner: randomUUID(),
  lease: 120,
});
await deliverer.tick();
await deliverer.idle();
await deliverer.stop();
await store.close();
