import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/domain/digest.ts';
import { HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import { nextSlot } from '../../src/schedule/next-slot.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { instant } from '../fixtures/incident.ts';
import type { Message } from '../simulators/slack/messages.ts';
import { renderText } from '../simulators/slack/render-text.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';
import { digest as digestRecord } from '../store/records.ts';

// Digests from the clock to the channel: the real app, its store, its Web API client. Time is the test's.
let stage: Stage;
let now = instant('2026-11-19T12:00Z');
let workspaceId: string;
let integrationId: string;
let due = 0;

beforeAll(async () => {
  stage = await startStage({
    clock: { now: () => now },
    pagerduty: { seed: 7, incidents: 400, months: 4 },
    timing: { submit: 2_000, progress: 50, home: 60_000, picture: 50 },
    digests: {
      digestTicker: () => ({ stop: () => {} }),
      digestGaps: { channel: 0, workspace: 0, all: 0 },
    },
  });
  await connectAccount(stage);
  await changeStore(async ({ integrations, digests }) => {
    const [account] = await integrations.all();
    workspaceId = account?.workspaceId ?? '';
    integrationId = account?.id ?? '';
    const digest: Digest = digestRecord({
      workspaceId,
      place: { kind: 'channel', channelId: stage.slack.channel('payments').id },
      ownerId: stage.slack.person('alice').id,
      ownerTeamId: workspaceId,
      activeSince: now,
    });
    await digests.save(digest);
    due = nextSlot(digest.schedule, now);
  });
}, 60_000);
afterAll(() => stage.stop());

async function changeStore(change: (store: Awaited<ReturnType<typeof openJsonStore>>) => Promise<void>) {
  await stage.restart(async () => {
    const store = await openJsonStore({ dataDir: stage.dataDir, clock: { now: () => now } });
    await change(store);
    await store.close();
  });
}

/** The clock goes on to an instant, the account is synced, and what is due is delivered. */
async function at(then: number, { synced = true } = {}): Promise<void> {
  now = then;
  if (synced) {
    await stage.app.sync.syncNow(workspaceId, integrationId);
    await stage.app.sync.idle();
  }
  await stage.app.digests.tick();
  await stage.app.digests.idle();
}

const inChannel = (): readonly Message[] =>
  stage.slack.messages('payments').filter(({ threadTs }) => threadTs === null);
const toAlice = () => stage.slack.messages('alice').length;

test('a digest arrives in its hour, once', async () => {
  await at(due - MINUTE);
  expect(inChannel()).toEqual([]);
  await at(due);
  expect(inChannel()).toHaveLength(1);
  for (const later of [1, 2, 60, 600]) await at(due + later * MINUTE, { synced: false });
  expect(inChannel()).toHaveLength(1);
  expect(inChannel()[0]?.text).toMatch(/MTTR|incidents/);
  expect(stage.slack.problems).toEqual([]);
});

test('where Slack does not take charts, a picture is posted, and then words', async () => {
  due += WEEK;
  const before = inChannel().length;
  stage.slack.faults.next('chat.postMessage', 'invalid_blocks');
  await at(due);
  expect(inChannel()).toHaveLength(before + 1);
  expect(JSON.stringify(inChannel().at(-1)?.blocks)).toContain('slack_file');
  due += WEEK;
  stage.slack.faults.next('chat.postMessage', 'invalid_blocks', 2);
  await at(due);
  expect(inChannel()).toHaveLength(before + 2);
  const words = JSON.stringify(inChannel().at(-1)?.blocks);
  expect(words).not.toContain('slack_file');
  expect(words).not.toContain('data_visualization');
});

test('where Slack wants to be left alone, the digest waits', async () => {
  due += WEEK;
  const before = inChannel().length;
  stage.slack.faults.rateLimit('chat.postMessage', 1);
  await at(due);
  expect(inChannel()).toHaveLength(before);
  await at(due + 2 * MINUTE, { synced: false });
  expect(inChannel()).toHaveLength(before + 1);
});

test('over data that is not complete it waits up to two hours, and says so', async () => {
  due += WEEK;
  const before = inChannel().length;
  for (let at0 = due; at0 < due + 2 * HOUR; at0 += 30 * MINUTE) await at(at0, { synced: false });
  expect(inChannel()).toHaveLength(before);
  await at(due + 2 * HOUR, { synced: false });
  expect(inChannel()).toHaveLength(before + 1);
  expect(renderText(inChannel().at(-1) as Message, { columns: 400 })).toMatch(/complete/i);
});

test('a connection that breaks while Slack has the message: not repeated, and the owner is told', async () => {
  due += WEEK;
  const [before, told] = [inChannel().length, toAlice()];
  stage.slack.faults.breakAfter('chat.postMessage');
  await at(due);
  expect(toAlice()).toBe(told + 1);
  for (const later of [1, 10, 600]) await at(due + later * MINUTE, { synced: false });
  expect(inChannel()).toHaveLength(before + 1);
  expect(stage.slack.messages('alice').at(-1)?.text).toMatch(/may have arrived/);
});

test('an archived channel pauses it, and the owner is told', async () => {
  due += WEEK;
  const [before, told] = [inChannel().length, toAlice()];
  await stage.slack.changeChannel('payments', { archived: true });
  await at(due);
  expect(toAlice()).toBe(told + 1);
  await at(due + WEEK);
  expect(inChannel()).toHaveLength(before);
  expect(stage.slack.messages('alice').at(-1)?.text).toMatch(/archived/);
});

test('a digest to oneself arrives in the direct messages, with its details as a reply', async () => {
  const bob = stage.slack.person('bob').id;
  await changeStore(({ digests }) =>
    digests.save(
      digestRecord({
        workspaceId,
        id: 'own',
        place: { kind: 'person', userId: bob },
        ownerId: bob,
        ownerTeamId: workspaceId,
        activeSince: now,
      }),
    ),
  );
  due += 2 * WEEK;
  await at(due);
  const [message, ...rest] = stage.slack.messages('bob');
  expect(message?.text).toMatch(/All services/);
  expect(rest.every(({ threadTs }) => threadTs === message?.ts)).toBe(true);
  expect(stage.slack.problems).toEqual([]);
});

test('somebody who became a guest gets none', async () => {
  const before = stage.slack.messages('bob').length;
  const gina = stage.slack.person('gina').id;
  await changeStore(async ({ digests }) => {
    const own = await digests.get(workspaceId, 'own');
    if (own) await digests.save({ ...own, place: { kind: 'person', userId: gina }, ownerId: gina });
  });
  due += WEEK;
  await at(due);
  expect(stage.slack.messages('bob')).toHaveLength(before);
  expect(stage.slack.messages('gina').some(({ text }) => text.includes('MTTR'))).toBe(false);
});
