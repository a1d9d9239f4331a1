import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlsOf, labelOf } from '../simulators/slack/controls.ts';
import type { Message } from '../simulators/slack/messages.ts';
import type { View } from '../simulators/slack/views.ts';
import { connectForm, openConnectForm, type Stage, startStage } from '../simulators/stage.ts';

/*
 * Every cause of a failure that people can meet has its own sentence and its next step: each is brought about in one of the
 * two companies, and met through the same signed requests as in Slack.
 */

let stage: Stage;

beforeAll(async () => {
  stage = await startStage({
    pagerduty: { seed: 3, incidents: 400, months: 3 },
    timing: { submit: 2_000, progress: 50, home: 200, picture: 50 },
  });
  stage.pagerduty.mutate.renameService('reporting', 'Search');
}, 60_000);

afterAll(async () => {
  expect(stage.slack.problems).toEqual([]);
  await stage.stop();
});

async function ask(words: string, channel = 'payments'): Promise<Message> {
  return (await stage.slack.person('bob').command('/sei-mttr', words, { channel })).reply();
}

const labels = ({ blocks }: Message) => controlsOf(blocks).map(labelOf);

/** The form of a new digest, sent to a channel: what stands under the channel. */
async function digestTo(channel: string): Promise<string> {
  const alice = stage.slack.person('alice');
  await alice.command('/sei-pagerduty', 'digest new', { channel: 'payments' });
  const form = await formOf('digest');
  const sent = await alice.submit(form, { channel });
  await alice.close();
  return sent.errors.channel ?? '';
}

function formOf(callbackId: string): Promise<View> {
  return stage.slack.until(() =>
    stage.slack.modals('alice').find(({ callback_id }) => callback_id === callbackId),
  );
}

test('not connected: who can connect it, or the button that does', async () => {
  const answer = await ask('checkout');
  expect(answer.text).toContain('PagerDuty is not connected');
  expect(answer.text).toMatch(/<@U\w+> or <@U\w+> can help/);
});

test('PagerDuty down: the form says so', async () => {
  const { slack, pagerduty } = stage;
  pagerduty.faults.next({ kind: 'reset' }, { times: 50 });
  const alice = slack.person('alice');
  const sent = await alice.submit(await openConnectForm(stage), connectForm(stage));
  pagerduty.faults.clear();
  expect(Object.values(sent.errors).join()).toContain('No answer from PagerDuty. Nothing saved');
  await alice.close();
}, 30_000);

test('still loading: how far back it is complete, and that older incidents come', async () => {
  const { slack, pagerduty } = stage;
  const alice = slack.person('alice');
  const form = await openConnectForm(stage);
  await alice.submit(form, connectForm(stage));
  pagerduty.setLatency(400);
  await alice.close();
  await slack.until(() => slack.messages('alice').find(({ text }) => /loading incidents, [1-9]/.test(text)));
  const answer = await ask('last=90d');
  expect(answer.text).toMatch(/still loading/);
  pagerduty.setLatency(0);
  await stage.app.sync.idle();
}, 60_000);

test('not in the channel: how to invite it, and the answer to oneself', async () => {
  const alice = stage.slack.person('alice');
  const answer = await (await alice.command('/sei-mttr', 'checkout public', { channel: 'secret' })).reply();
  expect(answer.ephemeralTo).toBe(alice.id);
  expect(answer.text).toContain('/invite @SEI PagerDuty');
  expect(answer.text).toContain('MTTR');
  expect(await digestTo('general')).toContain('/invite @SEI PagerDuty');
});

test('an archived channel: choose another one', async () => {
  expect(await digestTo('attic')).toMatch(/archived/);
});

test('a window that Slack opens no more: try again', async () => {
  const { slack } = stage;
  slack.faults.next('views.open', 'expired_trigger_id', 1);
  const outcome = await slack.person('alice').command('/sei-pagerduty', 'connect');
  expect((await outcome.reply()).text).toBe(
    'That took too long for Slack to open a window. Please try again.',
  );
});

test('a window that was closed meanwhile hurts nobody: nothing failed', async () => {
  const { slack } = stage;
  const alice = slack.person('alice');
  const before = stage.logged().length;
  const drawn = slack.callsOf('views.update').length;
  slack.faults.next('views.update', 'not_found', 1);
  await alice.command('/sei-pagerduty', 'connect');
  await slack.until(() => slack.callsOf('views.update').length > drawn && slack.modals('alice').length > 0);
  await alice.close();
  expect(stage.logged().slice(before)).not.toContain('A listener failed');
});

test('PagerDuty fails later: the status says since when and what to do, the answer that it is old', async () => {
  const { slack, pagerduty } = stage;
  pagerduty.faults.next({ kind: 'status', status: 401 }, { times: 50 });
  await (await slack.person('alice').command('/sei-pagerduty', 'sync')).reply();
  await stage.app.sync.idle();
  const status = await (await slack.person('alice').command('/sei-pagerduty', 'status')).reply();
  expect(status.text).toContain('PagerDuty refused this key');
  const answer = await ask('checkout');
  expect(answer.text).toContain('Production could not be updated');
  expect(labels(answer)).toContain('Status');
  pagerduty.faults.clear();
  await (await slack.person('alice').command('/sei-pagerduty', 'sync')).reply();
  await stage.app.sync.idle();
}, 30_000);

test('no such service: the nearest names, each a button', async () => {
  const answer = await ask('chekout');
  expect(answer.text).toBe('No service is called “chekout”. Did you mean: checkout');
  expect(labels(answer)).toContain('checkout');
});

test('several services of that name: a menu', async () => {
  const answer = await ask('search');
  expect(answer.text).toContain('2 services are called “search”. Which one?');
  expect(controlsOf(answer.blocks).map(({ type }) => type)).toEqual(['static_select']);
});

test('nothing matched: which filter left most out, and the same without it', async () => {
  const answer = await ask('service=checkout urgency=low priority=P1');
  const filter = /The filter on (urgency low|priority P1) left most out/.exec(answer.text)?.[1];
  expect(labels(answer)).toContain(`Without ${filter}`);
});

test('what nobody foresaw: an id that the log has', async () => {
  const { slack } = stage;
  slack.faults.next('users.info', 'internal_error', 5);
  const answer = await (await slack.person('carol').command('/sei-mttr', 'checkout')).reply();
  slack.faults.clear();
  const id = /give this id to whoever runs the app: (\w+)$/.exec(answer.text)?.[1] ?? '';
  expect(id).not.toBe('');
  expect(stage.logged()).toContain(`"errorId":"${id}"`);
});
