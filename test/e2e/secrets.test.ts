import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAccount, connectForm, openConnectForm, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage({ pagerduty: { incidents: 50, months: 1 }, environment: { LOG_LEVEL: 'trace' } });
  await connectAccount(stage);
  const alice = stage.slack.person('alice');
  await (await alice.command('/sei-pagerduty', 'status Production')).reply();
  await (await alice.command('/sei-mttr', '')).reply();
  await stage.slack.openHome('alice');
  // A form that is refused must not hand the key back either.
  await alice.submit(await openConnectForm(stage), {
    ...connectForm(stage, 'Second'),
    username: 'nobody@example.com',
  });
  stage.pagerduty.faults.next({ kind: 'status', status: 401 }, { times: 50 });
  await alice.command('/sei-pagerduty', 'sync Production');
  await stage.app.sync.idle();
});

afterAll(() => stage.stop());

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.map((entry) => join(folder, entry));
  const kinds = await Promise.all(paths.map((path) => stat(path)));
  return paths.filter((_, index) => kinds[index]?.isFile());
}

test('the PagerDuty key and the Slack token are in no file, log line, message or view', async () => {
  const files = await filesBelow(stage.dataDir);
  expect(files.length).toBeGreaterThan(0);
  for (const secret of [stage.pagerduty.apiKey, stage.slack.botToken, stage.slack.signingSecret]) {
    for (const path of files) expect((await readFile(path)).includes(secret), path).toBe(false);
    expect(stage.logged()).not.toContain(secret);
    expect(stage.slack.leaks(secret)).toEqual([]);
  }
});

test('the encryption key of the data folder is readable by its owner alone', async () => {
  const key = (await filesBelow(stage.dataDir)).find((path) => path.endsWith('encryption.key'));
  expect((await stat(key ?? '')).mode & 0o777).toBe(0o600);
});
