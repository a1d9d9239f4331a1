import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectAccount, type Stage, startStage } from '../../simulators/stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

test('a refused key is told once to who connected the account, with a button to enter a new one', async () => {
  stage = await startStage({ pagerduty: { incidents: 30, months: 1 } });
  await connectAccount(stage);
  const alice = stage.slack.person('alice');
  stage.pagerduty.faults.next(
    { kind: 'status', status: 401, code: 2006 },
    { times: Number.POSITIVE_INFINITY },
  );
  for (let round = 0; round < 2; round++) {
    await (await alice.command('/sei-pagerduty', 'sync Production')).reply();
    await stage.app.sync.idle();
  }
  const told = () =>
    stage.slack.messages('alice').filter(({ text }) => text.includes('nothing comes in any more'));
  await stage.slack.until(() => told().length > 0);
  expect(told()).toHaveLength(1);
  const [notice] = told();
  expect(notice?.text).toContain('PagerDuty refused this key');
  if (notice) expect(await (await alice.click(notice, 'Enter a new key')).opened()).toBeDefined();
  expect(stage.slack.problems).toEqual([]);
});

test('damaged files are told to who looks after an account, and the app goes on', async () => {
  stage = await startStage({ pagerduty: { incidents: 30, months: 1 } });
  await connectAccount(stage);
  await stage.restart(() => writeFile(join(stage.dataDir, 'state.json'), '\0'.repeat(100)));
  const told = await stage.slack.until(() =>
    stage.slack.messages('alice').find(({ text }) => text.includes('state.json')),
  );
  expect(told.text).toMatch(/damaged/);
  const answer = await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
  expect(answer.text).toContain('MTTR');
});
