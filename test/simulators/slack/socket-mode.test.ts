import { App, type BlockAction, SocketModeReceiver } from '@slack/bolt';
import { expect, test } from 'vitest';
import { silentLogger } from './silent-logger.ts';
import { startSlack } from './slack.ts';

test('in Socket Mode commands, clicks and events come through the socket that the app opened', async () => {
  const slack = await startSlack();
  const clientOptions = () => ({ slackApiUrl: slack.url });
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: silentLogger,
    installerOptions: { clientOptions: clientOptions() },
  });
  const app = new App({
    authorize: async () => ({ botToken: slack.botToken }),
    receiver,
    clientOptions: clientOptions(),
    logger: silentLogger,
    convoStore: false,
  });
  app.command('/ask', async ({ ack, respond, command }) => {
    await ack();
    const go = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } } as const;
    await respond({
      text: `${command.text.length} characters`,
      blocks: [{ type: 'actions', elements: [go] }],
    });
  });
  app.action<BlockAction>('go', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'gone', replace_original: true });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    const blocks = [{ type: 'divider' } as const];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  try {
    await receiver.start();
    expect(slack.socketConnected()).toBe(true);
    const bob = slack.person('bob');
    const message = await (await bob.command('/ask', 'x'.repeat(70_000))).reply();
    expect(message.text).toBe('70000 characters');
    await (await bob.click(message, 'Go')).reply();
    expect(slack.ephemerals('bob').map((one) => one.text)).toEqual(['gone']);
    expect((await slack.openHome('bob')).blocks).toHaveLength(1);
    expect(slack.problems).toEqual([]);
  } finally {
    await receiver.stop();
    await slack.stop();
  }
});
