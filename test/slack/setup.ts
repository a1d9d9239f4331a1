import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { registerListeners, type Surfaces } from '../../src/slack/listeners.ts';
import type { Services } from '../../src/slack/services.ts';
import { silentLogger } from '../simulators/slack/silent-logger.ts';
import { SLACK_PATIENCE, type Slack, startSlack } from '../simulators/slack/slack.ts';
import { FakeServices } from './fake-services.ts';

export interface Stage {
  readonly slack: Slack;
  readonly fake: FakeServices;
  readonly services: Services;
  readonly surfaces: Surfaces;
  /** Answers when nothing is under way any more. */
  settled(): Promise<unknown>;
  stop(): Promise<void>;
}

/** The real listeners in the real Bolt over HTTP, before a simulated Slack; the services behind are fake. */
export async function startStage(): Promise<Stage> {
  const slack = await startSlack({ patience: 5 * SLACK_PATIENCE });
  const clientOptions = { slackApiUrl: slack.url, retryConfig: { retries: 1, minTimeout: 1 } };
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silentLogger });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: slack.botToken }),
    clientOptions,
    convoStore: false,
    extendedErrorHandler: true,
    logger: silentLogger,
  });
  const fake = new FakeServices();
  const services = fake.services(new WebClient(slack.botToken, { ...clientOptions, logger: silentLogger }));
  const surfaces = registerListeners(app, services);
  // No connection is closed while a client may be about to use it again.
  const server: Server = createServer({ keepAliveTimeout: 0 }, (request, response) =>
    receiver.requestListener(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  slack.setAppUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  return {
    slack,
    fake,
    services,
    surfaces,
    settled: () => services.inFlight.drain(5_000),
    async stop() {
      surfaces.stop();
      await services.inFlight.drain(5_000);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await slack.stop();
    },
  };
}
