import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { afterEach, beforeEach } from 'vitest';
import type { Message } from './messages.ts';
import { silentLogger } from './silent-logger.ts';
import { type Slack, startSlack } from './slack.ts';

/** A Bolt app before a simulated Slack. */
export interface BoltApp {
  readonly slack: Slack;
  readonly app: App;
  /** Has the app answer: everything that it listens to must be known. */
  listen(): Promise<void>;
  /** Bob asks the app something; hands back what it posts. */
  asked(words?: string): Promise<Message>;
  /** Lets time pass in Slack, milliseconds. */
  pass(milliseconds: number): void;
}

/** Starts both before each test, hands them to `use`, and stops them after it. */
export function boltAppForEachTest(use: (started: BoltApp) => void): void {
  let slack: Slack;
  let app: App;
  let listening: boolean;
  beforeEach(async () => {
    let ahead = 0;
    slack = await startSlack({ now: () => Date.now() + ahead });
    listening = false;
    app = new App({
      token: slack.botToken,
      signingSecret: slack.signingSecret,
      clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 1, minTimeout: 1 } },
      deferInitialization: true,
      convoStore: false,
      logger: silentLogger,
    });
    await app.init();
    use({
      slack,
      app,
      async listen() {
        const server = (await app.start(0)) as Server; // the HTTP receiver starts a plain server
        listening = true;
        slack.setAppUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on TCP
      },
      asked: async (words = '') => (await slack.person('bob').command('/ask', words)).reply(),
      pass: (milliseconds) => {
        ahead += milliseconds;
      },
    });
  });
  afterEach(async () => {
    if (listening) await app.stop();
    await slack.stop();
  });
}

export const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const buttons = (...labels: string[]): KnownBlock => ({
  type: 'actions',
  elements: labels.map((text) => ({
    type: 'button',
    action_id: text.toLowerCase(),
    text: { type: 'plain_text', text },
  })),
});
