import { collectionOfDigest } from '../digest/collection-of-digest.ts';
import { createDigestSide as createSide } from '../digest/create-digest-side.ts';
import { slackDigestPoster } from '../slack/digests/slack-digest-poster.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './rules.ts';
import type { SlackSide } from './slack-side.ts';
import type { Surroundings } from './surroundings.ts';

export type DigestSide = ReturnType<typeof createDigestSide>;

/** Digests, and how they get to Slack. */
export function createDigestSide(
  { store, clock, log, newId, ticker, timing, metrics }: Foundation,
  { channels, postingClientOf }: SlackSide,
  rules: Rules,
  { digestTicker = ticker, digestGaps }: Surroundings,
) {
  const poster = slackDigestPoster({
    clientOf: postingClientOf,
    collectionOf: collectionOfDigest(store),
    clock,
    log,
    picturePatience: timing.picture,
  });
  const side = createSide({
    ...rules,
    store,
    channels,
    poster,
    clock,
    log,
    newId,
    onOver: metrics.observeDigest,
    ticker: digestTicker,
    ...(digestGaps && { gaps: digestGaps }),
  });
  return { ...side, poster };
}
