import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE, WEEK } from '../../src/domain/duration.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { fill } from '../bench/population.ts';
import { instant } from '../fixtures/incident.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { digest } from '../store/records.ts';

const CHILD = join(import.meta.dirname, 'digest-child.ts');
/** Monday, 09:00 in Berlin. */
const DUE = instant('2026-11-23T08:00Z');
const WORKSPACE = 'T000000001';

let slack: Slack;
let dataDir: string;
beforeAll(async () => {
  slack = await startSlack();
  dataDir = await mkdtemp(join(tmpdir(), 'sei-digest-kill-'));
  const store = await openJsonStore({ dataDir });
  await fill(store, 2_000, DUE);
  await store.digests.save(
    digest({
      workspaceId: WORKSPACE,
      place: { kind: 'channel', channelId: slack.channel('payments').id },
      ownerId: slack.person('alice').id,
      activeSince: DUE - 1,
    }),
  );
  await store.close();
});
afterAll(async () => {
  await slack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs a process at an instant; `null` is the end it came to by itself, else it was killed. */
async function run(now: number, death = ''): Promise<NodeJS.Signals | null> {
  const child = fork(CHILD, [dataDir, slack.url, slack.botToken, String(now), death]);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal === null) expect(code).toBe(0);
  return signal;
}

async function outcomeAt(dueAt: number): Promise<string | undefined> {
  const store = await openJsonStore({ dataDir });
  const slots = await store.slots.of(WORKSPACE, 'd1', 50);
  await store.close();
  return slots.find((slot) => slot.dueAt === dueAt)?.state;
}

const inChannel = () => slack.messages('payments').filter(({ threadTs }) => threadTs === null).length;
const told = () => slack.messages('alice').length;

test.each([
  ['claim before', 1, 'done'],
  ['claim after', 1, 'done'],
  ['renew before', 1, 'done'],
  ['renew after', 1, 'done'],
  ['posting before', 1, 'done'],
  // Nobody can know whether Slack has it: not repeated, and the owner is told.
  ['posting after', 0, 'unknown'],
  ['post before', 0, 'unknown'],
  ['post during', null, 'unknown'],
  ['post after', 1, 'unknown'],
  ['finish before', 1, 'unknown'],
  ['finish after', 1, 'done'],
  ['details before', 1, 'done'],
  ['details after', 1, 'done'],
] as const)('killed at “%s”: messages %s, and the slot is %s', async (death, messages, state) => {
  const week = DEATHS.indexOf(death);
  const dueAt = DUE + week * WEEK;
  const [channelBefore, toldBefore] = [inChannel(), told()];
  if (death === 'post during') slack.faults.slow('chat.postMessage', 300);
  expect(await run(dueAt, death)).toBe('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, death === 'post during' ? 500 : 0));
  slack.faults.clear();
  for (const later of [4, 130]) await run(dueAt + later * MINUTE);
  expect(await outcomeAt(dueAt)).toBe(state);
  const count = inChannel() - channelBefore;
  // In the middle of the request it may have arrived or not.
  if (messages === null) expect(count).toBeLessThanOrEqual(1);
  else expect(count).toBe(messages);
  expect(told() - toldBefore).toBe(state === 'unknown' ? 1 : 0);
  expect(slack.problems).toEqual([]);
});

const DEATHS: readonly string[] = [
  'claim before',
  'claim after',
  'renew before',
  'renew after',
  'posting before',
  'posting after',
  'post before',
  'post during',
  'post after',
  'finish before',
  'finish after',
  'details before',
  'details after',
];
