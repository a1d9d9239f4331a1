import type { App } from '@slack/bolt';
import { expect, test } from 'vitest';
import { boltAppForEachTest, section } from './bolt-app.ts';
import type { Slack } from './slack.ts';

let slack: Slack;
let app: App;
boltAppForEachTest((started) => {
  ({ slack, app } = started);
});

test('what Slack refuses is refused and noted', async () => {
  const { client } = app;
  const post = (channel: string, more: object = {}) =>
    client.chat.postMessage({ channel: slack.channel(channel).id, text: 'x', ...more });
  await expect(post('checkout')).rejects.toThrow('not_in_channel');
  await expect(post('secret')).rejects.toThrow('channel_not_found');
  await expect(post('attic')).rejects.toThrow('is_archived');
  expect(slack.problems).toEqual([]);
  await expect(post('payments', { blocks: [section('x'.repeat(3001))] })).rejects.toThrow('invalid_blocks');
  expect(slack.problems.some(({ problem }) => problem.includes('3001 characters'))).toBe(true);
  await expect(client.conversations.open({ users: slack.person('bob').id })).rejects.toThrow('missing_scope');
  await expect(client.chat.postMessage({ channel: 'C1', text: 'x', token: 'xoxb-stolen' })).rejects.toThrow(
    'invalid_auth',
  );
});

test('a direct message starts with the person id and goes on with the D… id, files too', async () => {
  const { client } = app;
  const bob = slack.person('bob');
  const { channel = '', ts = '' } = await client.chat.postMessage({ channel: bob.id, text: 'Working' });
  expect(channel).toMatch(/^D/);
  await client.chat.update({ channel, ts, text: 'Done' });
  const upload = (channel_id: string) =>
    client.filesUploadV2({ channel_id, filename: 'a.csv', content: 'a,b', title: 'A' });
  await expect(upload(bob.id)).rejects.toThrow('invalid_arguments');
  await upload(channel);
  expect(slack.messages('bob').map((message) => message.text)).toEqual(['Done', '']);
  expect(slack.files().map((file) => [file.name, file.data.toString()])).toEqual([['a.csv', 'a,b']]);
});

test('people and channels have what emulate leaves out', async () => {
  const { client } = app;
  const info = async (name: string) => (await client.users.info({ user: slack.person(name).id })).user;
  expect(await info('alice')).toMatchObject({ is_admin: true, is_owner: true, tz: 'Europe/Berlin' });
  expect(await info('gina')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(await info('sam')).toMatchObject({ is_stranger: true });
  const about = async (name: string) =>
    (await client.conversations.info({ channel: slack.channel(name).id })).channel;
  expect(await about('partners')).toMatchObject({ is_ext_shared: true, is_member: true });
  expect(await about('checkout')).toMatchObject({ is_ext_shared: false, is_member: false });
  await expect(about('secret')).rejects.toThrow('channel_not_found');
});

test('faults: an ordered error, a rate limit, a Slack that is away', async () => {
  const { client } = app;
  const post = () => client.chat.postMessage({ channel: slack.channel('payments').id, text: 'x' });
  slack.faults.next('chat.postMessage', 'not_in_channel');
  await expect(post()).rejects.toThrow('not_in_channel');
  slack.faults.down();
  await expect(post()).rejects.toThrow();
  slack.faults.up();
  slack.faults.rateLimit('chat.postMessage', 0);
  await post();
  expect(slack.callsOf('chat.postMessage').map((call) => call.status)).toEqual([200, 429, 200]);
});
