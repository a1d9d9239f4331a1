import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP } from '../simulators/slack/emulator.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage({
    pagerduty: { incidents: 100, months: 1 },
    environment: { SLACK_APP_TOKEN: APP.appToken, SLACK_SIGNING_SECRET: '' },
  });
  await stage.slack.until(() => stage.slack.socketConnected());
});
afterAll(() => stage.stop());

test('over Socket Mode the same listeners connect an account and answer, and nothing waits for Slack on the port', async () => {
  await connectAccount(stage);
  const answer = await (await stage.slack.person('bob').command('/sei-mttr', 'last=30d')).reply();
  expect(answer.text).toContain('All services: MTTR');
  expect(stage.slack.problems).toEqual([]);
  expect((await fetch(`${stage.url}/slack/events`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${stage.url}/readyz`)).status).toBe(200);
});

test('an operator reads in the log that the socket is open', () => {
  expect(stage.logged()).toMatch(/"level":30.*"The socket to Slack is open\."/);
});

test('T4 what comes through the socket, a form with its key among it, is not in the log, at its most talkative', () => {
  const logged = stage.logged();
  expect(logged).toContain('"level":20');
  expect(logged).not.toContain(stage.pagerduty.apiKey);
  expect(logged).not.toContain('last=30d');
  expect(logged).not.toContain('All services: MTTR');
});
