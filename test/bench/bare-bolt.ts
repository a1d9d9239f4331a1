import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/** The reference of the acknowledgement bench: Bolt, and a listener that does nothing but acknowledge. */
const app = new App({
  receiver: new HTTPReceiver({
    signingSecret: process.env.SLACK_SIGNING_SECRET ?? '',
    logLevel: LogLevel.ERROR,
  }),
  authorize: async () => ({ botToken: 'xoxb-bench' }),
  convoStore: false,
});
app.command(/.*/, ({ ack }) => ack());
const server = await app.start(0);
const address = server.address();
console.log(`listening on port ${typeof address === 'object' ? address?.port : address}`);
