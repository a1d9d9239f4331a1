import { App, type Authorize, ErrorCode, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import { type Route, sendText } from '../http/server.ts';
import { BODY_LIMIT_BYTES } from '../http/slack-events.ts';
import type { Log } from '../log.ts';
import { openSocket } from './open-socket.ts';
import { slackLogger } from './slack-logger.ts';

/** Bolt, and how Slack's requests reach it. */
export interface Bolt {
  readonly app: App;
  /** Takes the requests to `POST /slack/events`; `null` in Socket Mode, where none come. */
  readonly receive: Route | null;
  /** Begins to take Slack's requests. Over HTTP nothing is to be done: the port is ours. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const SOCKET_PING_MILLISECONDS = 5_000;

/** A person waits: two short retries, then an answer. A fresh object each time, since Socket Mode changes its own. */
export function interactiveClient(
  slack: Pick<SlackConfig, 'apiUrl'>,
  fetch: typeof globalThis.fetch,
): WebClientOptions {
  return {
    slackApiUrl: slack.apiUrl,
    fetch,
    timeout: 5_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
    rejectRateLimitedCalls: true,
  };
}

/**
 * A Bolt app for HTTP or Socket Mode; the listeners are the same. It authorises by itself: given a static `token`, Bolt
 * would ask Slack at once and end the process where Slack does not answer.
 */
export function createBolt(
  slack: SlackConfig,
  authorize: Authorize<boolean>,
  { log, fetch }: { readonly log: Log; readonly fetch: typeof globalThis.fetch },
): Bolt {
  const logger = slackLogger(log);
  const shared = {
    authorize,
    clientOptions: interactiveClient(slack, fetch),
    logger,
    convoStore: false,
    extendedErrorHandler: true,
  } as const;

  if (slack.transport === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      logger,
      clientPingTimeout: SOCKET_PING_MILLISECONDS,
      installerOptions: { clientOptions: interactiveClient(slack, fetch) },
    });
    const app = new App({ ...shared, receiver });
    const stopped = new AbortController();
    return {
      app,
      receive: null,
      start: () => openSocket({ open: () => receiver.start(), log, signal: stopped.signal }),
      stop: () => {
        stopped.abort();
        return receiver.stop();
      },
    };
  }

  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    logger,
    bodyLimit: BODY_LIMIT_BYTES,
    dispatchErrorHandler: ({ response }) => sendText(response, 404, 'There is nothing here.'),
    processEventErrorHandler: async ({ error, response }) => {
      if (response.headersSent) return false;
      // Listeners catch what is theirs: what comes here is a tenant that is not installed, or a body that Bolt stumbled over.
      const unknown = 'code' in error && error.code === ErrorCode.AuthorizationError;
      if (!unknown) log.warn({ err: error }, 'Slack sent what could not be understood.');
      sendText(response, unknown ? 401 : 400, unknown ? 'Not installed there.' : 'That was not understood.');
      return false;
    },
  });
  const app = new App({ ...shared, receiver });
  return {
    app,
    receive: (request, response) => receiver.requestListener(request, response),
    start: async () => {},
    stop: async () => {},
  };
}
