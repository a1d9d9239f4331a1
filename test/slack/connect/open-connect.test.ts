import { expect, test } from 'vitest';
import type { Stage } from '../setup.ts';
import { connectStageForEachTest, openForm, words } from './connect-stage.ts';

let stage: Stage;
connectStageForEachTest((started) => {
  stage = started;
});

test('a light view opens before anything is looked up; the form follows', async () => {
  const form = await openForm(stage);
  const methods = stage.slack.calls.map(({ method }) => method);
  expect(methods.indexOf('views.open')).toBeLessThan(methods.indexOf('users.info'));
  expect(words(form)).toContain('If your account restricts addresses, allow 203.0.113.7');
});

test('a member learns who can help', async () => {
  const { slack } = stage;
  await slack.person('bob').command('/sei-pagerduty', 'connect');
  const view = await slack.until(() => slack.modals('bob').find((one) => words(one).includes('can help')));
  const said = words(view);
  expect(said).toMatch(/^Only SEI Admins \(.*\) can connect PagerDuty\. .* can help\.\s*$/);
  // The primary owner and owners first, then admins.
  expect(said.indexOf(slack.person('alice').id)).toBeGreaterThan(-1);
  expect(said.indexOf(slack.person('alice').id)).toBeLessThan(said.indexOf(slack.person('adam').id));
});

test('a guest is refused', async () => {
  const { slack } = stage;
  await slack.person('gina').command('/sei-pagerduty', 'connect');
  await slack.until(() => slack.modals('gina').find((one) => words(one).includes('you are a guest here')));
});
