import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import { type BoltApp, boltAppForEachTest } from './bolt-app.ts';
import type { Slack } from './slack.ts';

let slack: Slack;
let app: App;
let listen: BoltApp['listen'];
let pass: BoltApp['pass'];
boltAppForEachTest((started) => {
  ({ slack, app, listen, pass } = started);
});

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
    {
      type: 'input',
      block_id: 'region',
      label: { type: 'plain_text', text: 'Region' },
      optional: true,
      element: {
        type: 'static_select',
        action_id: 'chosen',
        options: ['US', 'EU'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
      },
    },
  ],
};

test('a form opens with its trigger, is refused by the client, then by the app, then closes', async () => {
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('form', async ({ ack, view }) => {
    const name = view.state.values.name?.typed?.value;
    if (name === 'taken') await ack({ response_action: 'errors', errors: { name: 'Name taken.' } });
    else await ack();
  });
  await listen();
  const bob = slack.person('bob');
  const view = await (await bob.command('/ask')).opened();
  expect(await bob.submit(view, { region: 'EU' })).toEqual({
    sent: false,
    errors: { name: 'Please complete this required field.' },
  });
  expect((await bob.submit(view, { Name: 'taken' })).errors).toEqual({ name: 'Name taken.' });
  expect(slack.modals('bob')[0]?.state.values.region?.chosen?.selected_option).toMatchObject({ value: 'EU' });
  await expect(bob.submit(view, { colour: 'red' })).rejects.toThrow('Nothing called "colour"');
  await expect(bob.submit(view, { region: 'Mars' })).rejects.toThrow('"Mars" is not offered');
  expect((await bob.submit(view, { name: 'free' })).errors).toEqual({});
  expect(slack.modals('bob')).toEqual([]);
  expect(slack.problems).toEqual([]);
});

test('a trigger works once', async () => {
  const errors: string[] = [];
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    for (const trigger_id of [body.trigger_id, body.trigger_id, '1.2.3'])
      await client.views.open({ trigger_id, view: form }).catch((error) => errors.push(error.data.error));
  });
  await listen();
  await slack.person('bob').command('/ask');
  await slack.until(() => errors.length === 2);
  expect(errors).toEqual(['exchanged_trigger_id', 'invalid_trigger_id']);
});

test('a trigger lives three seconds', async () => {
  const errors: string[] = [];
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    pass(3_001);
    await client.views
      .open({ trigger_id: body.trigger_id, view: form })
      .catch((error) => errors.push(error.data.error));
  });
  await listen();
  await slack.person('bob').command('/ask');
  await slack.until(() => errors.length === 1);
  expect(errors).toEqual(['expired_trigger_id']);
  expect(slack.modals('bob')).toEqual([]);
});

test('forms are updated, pushed at most twice, and remembered where ids stay the same', async () => {
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('form', ({ ack }) => ack({ response_action: 'push', view: { ...form, callback_id: 'second' } }));
  app.view('second', ({ ack }) =>
    ack({ response_action: 'update', view: { ...form, callback_id: 'third', notify_on_close: true } }),
  );
  app.view('third', ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ callback_id: 'third', type: 'view_closed' }, ({ ack }) => ack());
  await listen();
  const bob = slack.person('bob');
  const view = await (await bob.command('/ask')).opened();
  await bob.submit(view, { name: 'one' });
  expect(slack.modals('bob').map((one) => one.callback_id)).toEqual(['form', 'second']);
  const updated = await bob.submit(undefined, { name: 'two' });
  expect(updated.sent && updated.top?.state.values.name?.typed?.value).toBe('two');
  expect((await bob.close())?.status).toBe(200);
  expect(slack.modals('bob')).toHaveLength(1);
  await bob.submit(undefined, { name: 'one' });
  await bob.submit(undefined, { name: 'two' });
  expect(slack.modals('bob')[1]?.callback_id).toBe('third');
  await bob.submit(undefined);
  expect(slack.modals('bob')).toEqual([]);
  expect(slack.problems).toEqual([]);
});
