import type { WebClientOptions } from '@slack/web-api';
import { authorise } from '../slack/authorise.ts';
import { createBolt, interactiveClient } from '../slack/bolt.ts';
import { slackChannels } from '../slack/channels.ts';
import { slackClients } from '../slack/clients.ts';
import { slackCredentials } from '../slack/credentials.ts';
import { fairShare } from '../slack/fair-share/fair-share.ts';
import { slackPeople } from '../slack/people.ts';
import { slackLogger } from '../slack/slack-logger.ts';
import { traced } from '../slack/traced.ts';
import type { Foundation } from './foundation.ts';
import type { Surroundings } from './surroundings.ts';

export type SlackSide = ReturnType<typeof createSlackSide>;

export interface SlackSideOptions {
  /** Hears that the one workspace's token works. */
  readonly onPresent: (workspaceId: string) => Promise<void>;
  readonly surroundings: Pick<Surroundings, 'share'>;
}

/** The way to Slack: whose tokens there are, Bolt, and a client for each kind of work, since a 429 holds up all of a client's. */
export function createSlackSide(foundation: Foundation, { onPresent, surroundings }: SlackSideOptions) {
  const { config, log, clock, store, keyring, tracing, newRequestId, inTurn, metrics } = foundation;
  const { slack } = config;
  const logger = slackLogger(log);
  const fetch = metrics.fetchFromSlack;
  const background = (): WebClientOptions => ({
    slackApiUrl: slack.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000 },
    logger,
    fetch,
  });
  const asking = (): WebClientOptions => ({ ...interactiveClient(slack, fetch), logger });
  const posting = (): WebClientOptions => ({
    slackApiUrl: slack.apiUrl,
    timeout: 20_000,
    // One attempt: what is tried again, and when, is the deliverer's to say.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
    fetch,
  });

  const { installations } = store;
  const credentials = slackCredentials({
    slack,
    client: background,
    installations,
    keyring,
    clock,
    log,
    inTurn,
    onPresent,
  });
  const bolt = createBolt(slack, authorise(credentials.tokens), { log, fetch });
  bolt.app.use(traced(tracing, log, newRequestId));
  bolt.app.use(fairShare({ ...(surroundings.share && { share: surroundings.share }) }));
  const clientOf = slackClients(credentials.tokens, asking);
  return {
    credentials,
    bolt,
    clientOf: slackClients(credentials.tokens, background),
    /** For digests. */
    postingClientOf: slackClients(credentials.tokens, posting),
    people: slackPeople({ clock, clientOf }),
    channels: slackChannels({ clock, clientOf }),
  };
}
