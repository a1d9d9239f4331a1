import { expect, test } from 'vitest';
import { startStage } from '../setup.ts';

test('a role is given with an answer in time, however long Slack takes to say who that is', async () => {
  const stage = await startStage();
  const { slack } = stage;
  const alice = slack.person('alice');
  const message = await (await alice.command('/sei-pagerduty', 'roles')).reply();
  await alice.click(message, 'Give or take a role');
  const form = await slack.until(() =>
    slack.modals('alice').find(({ callback_id }) => callback_id === 'role'),
  );
  slack.faults.slow('users.info', 1_000);
  await alice.submit(form, { person: slack.person('bob').id, role: 'collection admin' });
  expect(JSON.stringify(slack.modals('alice'))).toContain('*One moment…*');
  await slack.until(() =>
    JSON.stringify(slack.modals('alice')).includes(`<@${slack.person('bob').id}> is *Collection Admin* now.`),
  );
  await stage.settled();
  await stage.stop();
});
