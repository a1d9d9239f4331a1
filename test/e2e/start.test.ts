import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { startSlack } from '../simulators/slack/slack.ts';
import { runToEnd, startProcess } from './process.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('an empty environment names everything missing at once, points to the demo, and exits 1', async () => {
  const { code, output } = await runToEnd({}, folder);
  expect(code).toBe(1);
  expect(output).toContain('SLACK_BOT_TOKEN is missing');
  expect(output).toContain('SLACK_SIGNING_SECRET is missing');
  expect(output).toContain('npm run demo');
  expect(output).not.toMatch(/\bat .*\.ts:\d+/);
});

test('a token that Slack refuses is said in one sentence, not in a stack', async () => {
  const slack = await startSlack();
  try {
    const { code, output } = await runToEnd(
      {
        PORT: '0',
        DATA_DIR: folder,
        SLACK_API_URL: slack.url,
        SLACK_BOT_TOKEN: 'xoxb-wrong',
        SLACK_SIGNING_SECRET: slack.signingSecret,
      },
      folder,
    );
    expect(code).toBe(1);
    expect(output).toContain('Slack refused SLACK_BOT_TOKEN');
    expect(output).not.toContain('xoxb-wrong');
  } finally {
    await slack.stop();
  }
});

test('while Slack does not answer the app stays up and says so on /readyz; SIGTERM ends it', async () => {
  const app = await startProcess({
    PORT: '0',
    DATA_DIR: folder,
    SLACK_API_URL: 'http://127.0.0.1:9/',
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: 'a-signing-secret',
  });
  try {
    expect(app.output()).toContain(`"version":"${VERSION}"`);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${app.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('Slack');
    // As monitors ask that want no body.
    expect((await fetch(`${app.url}/healthz`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${app.url}/readyz`, { method: 'HEAD' })).status).toBe(503);
  } finally {
    await app.kill('SIGTERM');
  }
  expect(app.output()).toContain('stopped');
});

test('over Socket Mode, too, an app without a network stays up and goes on trying', async () => {
  const app = await startProcess({
    PORT: '0',
    DATA_DIR: folder,
    SLACK_API_URL: 'http://127.0.0.1:9/',
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_APP_TOKEN: 'xapp-test',
  });
  try {
    await expect.poll(app.output, { timeout: 15_000 }).toContain('does not open a socket');
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  } finally {
    await app.kill('SIGTERM');
  }
});

test('a port that is taken is told in one sentence', async () => {
  const taken = createServer();
  await once(taken.listen(0), 'listening');
  try {
    // A server that listens on a port has an address object.
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await runToEnd(
      {
        PORT: String(port),
        DATA_DIR: folder,
        SLACK_BOT_TOKEN: 'xoxb-test',
        SLACK_SIGNING_SECRET: 'a-signing-secret',
      },
      folder,
    );
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken by another program. Set PORT to a free one.`);
    expect(output).not.toMatch(/\bat .*\.ts:\d+/);
  } finally {
    taken.close();
  }
});
