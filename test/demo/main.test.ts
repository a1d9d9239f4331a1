import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../demo/main.ts');

/** The demo as `npm run demo` starts it, with what it said and logged so far. */
async function startDemo(environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [MAIN, '--port', '0'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  onTestFinished(end);
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
  return { url, end, logged: () => logged };
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
