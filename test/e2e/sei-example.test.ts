import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShortIncident } from '../simulators/pagerduty/short-incident.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;

beforeAll(async () => {
  const sample = await readFile(new URL('../../data/sample/sei-example.json', import.meta.url), 'utf8');
  // The sample is ours and its test is this one.
  const { incidents } = JSON.parse(sample) as { incidents: ShortIncident[] };
  stage = await startStage({
    pagerduty: { incidents },
    clock: { now: () => Date.parse('2024-01-08T00:00:00Z') / 1000 },
  });
  await connectAccount(stage);
});

afterAll(() => stage.stop());

test('60 + 30 + 180 minutes over three incidents: MTTR 1h 30m, High, n = 3, through Slack, PagerDuty and the store', async () => {
  const bob = stage.slack.person('bob');
  const asked = await bob.command('/sei-mttr', 'service=checkout from=2024-01-01 to=2024-01-07');
  const answer = await asked.reply();
  const text = JSON.stringify(answer.blocks);
  expect(answer.text).toContain('checkout: MTTR 1h 30m (mean of 3 incidents');
  expect(text).toContain('High');
  expect(answer.ephemeralTo).toBe(bob.id);
  expect(stage.slack.problems).toEqual([]);
});

test('a covered day without incidents is "no data", never 0 and never a band', async () => {
  const asked = await stage.slack
    .person('bob')
    .command('/sei-mttr', 'service=checkout from=2024-01-06 to=2024-01-07');
  const { text, blocks } = await asked.reply();
  expect(text).toContain('no data');
  expect(text + JSON.stringify(blocks)).not.toMatch(/Elite|MTTR 0/);
});
