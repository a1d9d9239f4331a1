import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { connectForm, openConnectForm, stageEnvironment } from '../simulators/stage.ts';

const ENCRYPTION_KEY = Buffer.alloc(32, 'canary-of-encryption');

let pagerduty: PagerDutySimulator;
let slack: Slack;
let dataDir: string;
let child: ChildProcess;

/** The next word of the child. */
function said<Word>(): Promise<Word> {
  return new Promise((resolve, reject) => {
    child.once('message', (word) => resolve(word as Word)); // our own child's
    child.once('exit', (code) => reject(new Error(`The app ended with ${code}.`)));
  });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-heap-'));
  [pagerduty, slack] = await Promise.all([startPagerDuty({ incidents: 50, months: 1 }), startSlack()]);
  const environment = stageEnvironment(slack, pagerduty, dataDir);
  child = fork(join(import.meta.dirname, 'heap-child.ts'), {
    env: { ...environment, ENCRYPTION_KEY: ENCRYPTION_KEY.toString('base64') },
    execArgv: ['--import', join(import.meta.dirname, '../../bin/lean-memory.mjs')],
  });
  const { port } = await said<{ port: number }>();
  slack.setAppUrl(`http://127.0.0.1:${port}`);
}, 60_000);

afterAll(async () => {
  child.kill();
  await Promise.all([slack.stop(), pagerduty.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

test('T5 in memory a key is held for as long as it is used: when the work is done a snapshot of the heap holds none', async () => {
  const alice = slack.person('alice');
  const sent = await alice.submit(await openConnectForm({ slack }), connectForm({ pagerduty }));
  expect(sent.errors).toEqual({});
  await slack.until(() => slack.messages('alice').some(({ text }) => text.includes('is ready')), 20_000);
  await (await alice.command('/sei-pagerduty', 'sync Production')).reply();
  await (await alice.command('/sei-mttr', '')).reply();
  await alice.close().catch(() => {});

  // What is under way when a snapshot is taken may hold one: the next one must not.
  await expect
    .poll(
      () =>
        search({
          'PagerDuty key': pagerduty.apiKey,
          'encryption key': ENCRYPTION_KEY.toString('base64').replace(/=+$/, ''),
          'encryption key as text': ENCRYPTION_KEY.toString(),
          'a text that is there': 'Token token=',
        }),
      { timeout: 40_000, interval: 1_000 },
    )
    .toEqual({
      'PagerDuty key': 0,
      'encryption key': 0,
      'encryption key as text': 0,
      'a text that is there': expect.toSatisfy((found: number) => found > 0),
    });
}, 90_000);

async function search(texts: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const heard = said<{ found: number[] }>();
  child.send(Object.values(texts).map((text) => Buffer.from(text).toString('hex')));
  const { found } = await heard;
  const result = Object.fromEntries(Object.keys(texts).map((what, index) => [what, found[index] ?? 0]));
  return result;
}
