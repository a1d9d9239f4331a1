import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkEverything } from '../../src/check/check-everything.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { stageEnvironment } from '../simulators/stage.ts';

let slack: Slack;
let pagerduty: PagerDutySimulator;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  [slack, pagerduty] = await Promise.all([startSlack(), startPagerDuty({ incidents: 0 })]);
  folder = await mkdtemp(join(tmpdir(), 'sei-check-'));
  environment = stageEnvironment(slack, pagerduty, join(folder, 'data'));
});
afterAll(async () => {
  await Promise.all([slack.stop(), pagerduty.stop()]);
  await rm(folder, { recursive: true });
});

const check = async (change: Record<string, string> = {}, now: () => number = Date.now) => {
  const findings = await checkEverything(
    { ...environment, ...change },
    { now, patience: 2_000, pagerDuty: [pagerduty.url] },
  );
  return findings.filter(({ verdict }) => verdict === 'wrong').map(({ what, found }) => `${what}: ${found}`);
};

test('where all is well nothing is wrong, and nothing is made', async () => {
  expect(await check()).toEqual([]);
  await expect(rm(join(folder, 'data'))).rejects.toThrow('ENOENT');
});

test('mistakes in the environment are told, all at once', async () => {
  const wrong = await check({ PORT: 'banana', SLACK_BOT_TOKEN: 'nonsense' });
  expect(wrong).toHaveLength(2);
  expect(wrong.join()).toMatch(/PORT.*SLACK_BOT_TOKEN/);
});

test('and hide nothing of what they do not touch', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const found = await check({ PORT: 'banana', DATA_DIR: file, SLACK_BOT_TOKEN: 'xoxb-of-another-app' });
  expect(found).toEqual([
    'configuration: PORT must be a port number from 0 to 65535.',
    `data folder: ${file} is a file.`,
    expect.stringContaining('Slack refused SLACK_BOT_TOKEN'),
  ]);
  const incomplete = await check({ SLACK_SIGNING_SECRET: '', DATA_DIR: file });
  expect(incomplete).toEqual([
    expect.stringContaining('SLACK_SIGNING_SECRET is missing'),
    `data folder: ${file} is a file.`,
  ]);
});

test('a malformed key is not said to be missing as well', async () => {
  const findings = await checkEverything(
    { ...environment, ENCRYPTION_KEY: 'too-short' },
    { now: Date.now, patience: 2_000, pagerDuty: [pagerduty.url] },
  );
  const told = findings.map(({ what, found }) => `${what}: ${found}`).filter((line) => /key/i.test(line));
  expect(told).toEqual([expect.stringMatching(/^configuration: ENCRYPTION_KEY must be/)]);
});

test('a token that Slack refuses is named, with where the right one is', async () => {
  const [wrong, ...more] = await check({ SLACK_BOT_TOKEN: 'xoxb-of-another-app' });
  expect(wrong).toContain('Slack refused SLACK_BOT_TOKEN (invalid_auth)');
  expect(more).toEqual([]);
});

test('a data folder that is a file, a database that is not there, a key file that is not there', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(await check({ DATA_DIR: file })).toEqual([`data folder: ${file} is a file.`]);
  const [database] = await check({
    DATABASE_URL: 'postgresql://sei@127.0.0.1:1/sei',
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  });
  expect(database).toContain('Nothing answers at 127.0.0.1:1');
  const [key] = await check({ ENCRYPTION_KEY_FILE: join(folder, 'none') });
  expect(key).toContain('There is no file');
});

test('somebody else’s clock, and an address where nobody answers', async () => {
  const [clock] = await check({}, () => Date.now() + 3_600_000);
  expect(clock).toMatch(/clock is 3[56]\d\d seconds ahead of Slack's/);
  const [nobody] = await check({ PAGERDUTY_ALLOWED_ORIGINS: 'http://127.0.0.1:1' });
  expect(nobody).toContain('http://127.0.0.1:1 does not answer');
});

test('npm start -- --check prints the table and ends with 1 where something is wrong', async () => {
  const run = promisify(execFile)(process.execPath, ['bin/start.mjs', '--check'], {
    env: { PATH: process.env.PATH, SLACK_BOT_TOKEN: 'nonsense' },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/\.env\.example[\s\S]*things? (is|are) wrong\./),
  });
});
