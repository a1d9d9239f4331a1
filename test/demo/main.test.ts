import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../demo/main.ts');

/** The demo as `npm run demo` starts it, with what it said and logged so far. */
async function startDemo(environment: Readonly<Record<string, string>> = {}, args: readonly string[] = []) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  onTestFinished(() => end());
  let said = '';
  let logged = '';
  child.stderr.on('data', (chunk) => {
    logged += chunk;
  });
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', () => failed(new Error(`The demo ended before it was ready:\n${said}${logged}`)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /in a browser:\s+(\S+)/.exec(said)?.[1];
      if (address) found(address);
    });
  });
  /** As where the terminal is gone: closes what it writes to, and waits until it has ended. */
  const readNoMore = async () => {
    const exited = once(child, 'exit');
    child.stdout.destroy();
    await exited;
  };
  return { url, end, readNoMore, logged: () => logged };
}

test('it prints the address of a page that is there, and logs nothing', async () => {
  const demo = await startDemo();
  const page = await fetch(demo.url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>');
  await demo.end();
  expect(demo.logged()).toBe('');
});

test('with LOG_LEVEL it writes what the app logs to standard error, a JSON object in each line', async () => {
  const demo = await startDemo({ LOG_LEVEL: 'info' });
  await demo.end();
  const lines = demo
    .logged()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ app: 'sei-pagerduty', level: 30 }));
  expect(lines.map(({ msg }) => msg)).toContainEqual(expect.stringContaining('listening'));
});

describe('it leaves nothing behind', () => {
  let place: string;
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'sei-demo-'));
  });
  afterEach(() => rm(place, { recursive: true }));

  test.each(['SIGINT', 'SIGHUP'] as const)('ended by %s', async (signal) => {
    const demo = await startDemo({ TMPDIR: place });
    expect(await readdir(place)).not.toEqual([]);
    await demo.end(signal);
    expect(await readdir(place)).toEqual([]);
  });

  test('where nobody reads its tour any more', async () => {
    const demo = await startDemo({ TMPDIR: place }, ['--once']);
    await demo.readNoMore();
    expect(demo.logged()).toBe('');
    expect(await readdir(place)).toEqual([]);
  });
});
