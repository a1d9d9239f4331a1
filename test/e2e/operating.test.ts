import { afterEach, expect, test } from 'vitest';
import { object, text } from '../simulators/slack/json.ts';
import { connectAccount, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

test('all that a command does is found in the log by the id that its failure shows', async () => {
  stage = await startStage({ pagerduty: { incidents: 20, months: 1 } });
  stage.slack.faults.next('users.info', 'internal_error', 5);
  const asked = await stage.slack.person('bob').command('/sei-mttr', 'checkout');
  const { text: told } = await asked.reply();
  const id = /[0-9a-f]{8}/.exec(told)?.[0];
  const lines = stage
    .logged()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => object(JSON.parse(line)));
  const mine = lines.filter(({ requestId }) => requestId === id).map(({ msg }) => text(msg));
  expect(mine).toContain('Slack asks.');
  expect(mine).toContain('A listener failed.');
  expect(lines.filter(({ requestId }) => requestId === undefined).map(({ msg }) => msg)).not.toContain(
    'Slack asks.',
  );
});

test('stopped in the middle of a rush, it loses no command', async () => {
  stage = await startStage({ pagerduty: { incidents: 400, months: 2 } });
  await connectAccount(stage);
  const bob = stage.slack.person('bob');
  const asked = Array.from({ length: 40 }, (_, index) =>
    bob.command('/sei-mttr', `last=${index + 1}d`, { channel: 'payments' }),
  );
  await asked[0];
  await stage.restart();
  const outcomes = await Promise.all(asked);
  expect(outcomes.map(({ ack }) => ack.status)).toEqual(outcomes.map(() => 200));
  expect(outcomes.filter((one) => one.replies().length === 0)).toEqual([]);
  expect(stage.slack.problems).toEqual([]);
});
