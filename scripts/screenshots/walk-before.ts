import { object } from '../../test/simulators/slack/json.ts';
import type { View } from '../../test/simulators/slack/views.ts';
import { connectForm, openConnectForm, type Stage } from '../../test/simulators/stage.ts';
import { answerTo } from './answer-to.ts';
import type { Scene } from './frame.ts';

/** What there is to see before PagerDuty is connected: who may, who may not, and every way to fail. */
export async function* walkBefore(stage: Stage): AsyncGenerator<Scene> {
  const { slack, pagerduty } = stage;
  const alice = slack.person('alice');

  yield { name: 'home-before-admin', shown: await slack.openHome('alice'), caption: 'Home, Alice (owner)' };
  yield { name: 'home-before-member', shown: await slack.openHome('bob'), caption: 'Home, Bob (member)' };
  yield { name: 'home-guest', shown: await slack.openHome('gina'), caption: 'Home, Gina (guest)' };
  yield await answerTo(stage, 'not-connected-admin', 'alice', '/sei-mttr checkout');
  yield await answerTo(stage, 'not-connected-member', 'bob', '/sei-mttr checkout');
  yield await answerTo(stage, 'guest', 'gina', '/sei-mttr checkout');
  yield await answerTo(stage, 'stranger', 'sam', '/sei-pagerduty list');
  yield await answerTo(stage, 'list-empty', 'alice', '/sei-pagerduty list');
  yield await answerTo(stage, 'list-empty-member', 'bob', '/sei-pagerduty list');

  await slack.person('bob').command('/sei-pagerduty', 'connect');
  const refused = await slack.until(() =>
    slack.modals('bob').find(({ blocks }) => !JSON.stringify(blocks).includes('One moment')),
  );
  yield { name: 'connect-member', shown: refused, caption: 'Bob (member): `/sei-pagerduty connect`' };

  const form = await openConnectForm(stage);
  const opened = slack.callsOf('views.open').at(-1);
  const light = { ...(object(opened?.args.view) as View), kind: 'view', state: { values: {} } } as const; // as the app sent it
  yield {
    name: 'connect-1-light',
    shown: light,
    caption: 'Alice: `/sei-pagerduty connect`, the first moment',
  };
  yield { name: 'connect-2-form', shown: form, caption: 'Alice: `/sei-pagerduty connect`' };
  await alice.close();

  const good = connectForm(stage);
  const wrong: [name: string, caption: string, change: Partial<typeof good>][] = [
    ['connect-3-wrong-key', 'a wrong key', { apiKey: 'u+mistyped' }],
    ['connect-3-wrong-user', 'an unknown e-mail', { username: 'nobody@example.com' }],
    ['connect-3-no-mail', 'a name for the e-mail', { username: 'dana', url: 'http://pagerduty.example.com' }],
    ['connect-3-private', 'a private address', { url: 'https://10.0.0.1' }],
    ['connect-3-user-key', 'the key of one user', { apiKey: pagerduty.userKey }],
  ];
  for (const [name, caption, change] of wrong) {
    const sent = await alice.submit(await openConnectForm(stage), { ...good, ...change });
    const shown = slack.modals('alice').at(-1);
    if (shown) yield { name, shown, caption: `Submitted with ${caption}`, errors: sent.errors };
    await alice.close();
  }

  pagerduty.faults.next({ kind: 'reset' }, { times: 20 });
  const silent = await alice.submit(await openConnectForm(stage), good);
  const top = slack.modals('alice').at(-1);
  if (top)
    yield {
      name: 'connect-3-no-answer',
      shown: top,
      caption: 'PagerDuty does not answer',
      errors: silent.errors,
    };
  pagerduty.faults.clear();
  await alice.close();

  pagerduty.setLatency(900);
  const late = await alice.submit(await openConnectForm(stage), { ...good, apiKey: 'u+mistyped' });
  if (late.sent && late.top)
    yield { name: 'connect-4-checking', shown: late.top, caption: 'PagerDuty takes its time' };
  const failedLate = await slack.until(() => slack.modals('alice').find(({ submit }) => submit != null));
  yield { name: 'connect-5-failed-late', shown: failedLate, caption: 'The check has failed meanwhile' };
  await alice.close();

  await alice.submit(await openConnectForm(stage), { ...good, apiKey: 'u+mistyped' });
  await alice.close();
  const told = await slack.until(() => slack.messages('alice').at(-1));
  yield {
    name: 'connect-6-failed-closed',
    shown: told,
    caption: 'The check has failed after the modal was closed',
  };
  pagerduty.setLatency(0);
}
