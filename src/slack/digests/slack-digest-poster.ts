import type { WebClient } from '@slack/web-api';
import type { ChartForm, DigestPoster, PostOutcome } from '../../digest/digest-poster.ts';
import type { DigestReport } from '../../digest/digest-report.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Log } from '../../domain/log.ts';
import type { Message } from '../blocks/message.ts';
import { chartPicture } from '../mttr/chart-picture.ts';
import { slackErrorCode } from '../slack-error.ts';
import { type DigestChart, digestMessage, trendOf } from './digest-message.ts';
import { announcement, mutedNotice, newsMessage } from './digest-notices.ts';
import { postOutcome } from './post-outcome.ts';

interface SlackDigestPosterOptions {
  /** A client that neither retries nor waits: who calls decides about both. */
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
  /** The name of a digest's collection, with its path; `null` where it is gone, or the digest is about everything. */
  readonly collectionOf: (digest: Digest) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds until Slack shows a picture that it was given. */
  readonly picturePatience: number;
}

/** Puts digests into Slack through the Web API. */
export function slackDigestPoster(options: SlackDigestPosterOptions): DigestPoster {
  const { clientOf, collectionOf, clock } = options;

  async function say(workspaceId: string, channel: string, { text, blocks }: Message): Promise<void> {
    const client = await clientOf(workspaceId);
    await client.chat.postMessage({ channel, text, blocks, ...UNFURLED });
  }

  return {
    async post(report, form) {
      const { workspaceId, place } = report.digest;
      let client: WebClient;
      try {
        client = await clientOf(workspaceId);
      } catch (error) {
        return withoutToken(error);
      }
      let message: Message;
      try {
        message = digestMessage(report, await chartOf(options, client, report, form), clock.now());
      } catch (error) {
        options.log.error({ err: error }, 'A digest could not be put into a message.');
        return {
          kind: 'not sent',
          sentence: 'Its message could not be written; the log of the app says why.',
        };
      }
      try {
        const { text, blocks } = message;
        const channel = place.kind === 'channel' ? place.channelId : place.userId;
        const posted = await client.chat.postMessage({ channel, text, blocks, ...UNFURLED });
        return posted.ts && posted.channel
          ? { kind: 'posted', message: { channelId: posted.channel, timestamp: posted.ts } }
          : { kind: 'unknown', sentence: 'Slack did not say where the message stands.' };
      } catch (error) {
        return postOutcome(error);
      }
    },

    async postDetails(report, { channelId, timestamp }) {
      const { thread } = digestMessage(report, 'words', clock.now());
      if (thread === null) return;
      const client = await clientOf(report.digest.workspaceId);
      const { text, blocks } = thread;
      await client.chat.postMessage({ channel: channelId, thread_ts: timestamp, text, blocks, ...UNFURLED });
    },

    async announce(digest) {
      if (digest.place.kind !== 'channel') return;
      const message = announcement(digest, await collectionOf(digest));
      await say(digest.workspaceId, digest.place.channelId, message);
    },

    async tellMuted(digest) {
      if (digest.place.kind !== 'channel') return;
      await say(digest.workspaceId, digest.place.channelId, mutedNotice(digest, await collectionOf(digest)));
    },

    async tell(digest, news) {
      const message = newsMessage(digest, await collectionOf(digest), news);
      await say(digest.workspaceId, digest.ownerId, message);
    },
  };
}

/** Links to PagerDuty unfold into nothing that a reader wants. */
const UNFURLED = { unfurl_links: false, unfurl_media: false } as const;

/** There is no token, or Slack does not renew it: nothing left the app. */
function withoutToken(error: unknown): PostOutcome {
  const code = slackErrorCode(error);
  if (code !== null) return { kind: 'refused', code };
  return {
    kind: 'not sent',
    sentence: error instanceof Error ? error.message : 'The app has no token for this workspace.',
  };
}

async function chartOf(
  { log, picturePatience }: SlackDigestPosterOptions,
  client: WebClient,
  report: DigestReport,
  form: ChartForm,
): Promise<DigestChart> {
  if (form === 'native') return 'native';
  if (form === 'text') return 'words';
  return (await chartPicture(client, trendOf(report), { patience: picturePatience, log })) ?? 'words';
}
