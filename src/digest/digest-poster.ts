import type { Digest } from '../domain/digest.ts';
import type { Seconds } from '../domain/duration.ts';
import type { PostedMessage, Slot } from '../store/slot-ledger.ts';
import type { DigestReport } from './digest-report.ts';

/** How a message shows its trend: each is tried where Slack refuses the blocks of the one before. */
export type ChartForm = 'native' | 'picture' | 'text';

/** What became of one request to post. Whoever cannot tell says `unknown`: nothing is posted twice on a guess. */
export type PostOutcome =
  | { readonly kind: 'posted'; readonly message: PostedMessage }
  /** Slack answered that it did not take it: its code (`invalid_blocks`, `is_archived`, `token_revoked`). */
  | { readonly kind: 'refused'; readonly code: string }
  /** Slack did not take it, and wants to be left alone for so long. */
  | { readonly kind: 'rate limited'; readonly retryAfter: Seconds }
  /** It never left: no connection, no token, nothing to send. The sentence says why. */
  | { readonly kind: 'not sent'; readonly sentence: string }
  /** Slack may have taken it: no answer in time, the connection broke, a server error. */
  | { readonly kind: 'unknown'; readonly sentence: string };

/** What the owner of a digest is told. */
export type DigestNews =
  /** A slot failed for good: `slot.note` says why. Where that paused the digest, `digest.paused` says so. */
  | { readonly kind: 'failed'; readonly slot: Slot }
  /** Nobody knows whether the message arrived: it is not posted again. */
  | { readonly kind: 'unknown'; readonly slot: Slot }
  /** The digest was paused outside of its slots: `digest.paused` says why. */
  | { readonly kind: 'paused' }
  /** Its owner left: it is looked after by the one who is told. */
  | { readonly kind: 'passed' };

/**
 * Puts digests into Slack. When, whether and how often is decided by who calls: each call is one attempt, with no retry of its
 * own, through a client that neither retries nor waits.
 */
export interface DigestPoster {
  /** One attempt at the message. Never throws for what Slack or the network does. */
  post(report: DigestReport, form: ChartForm): Promise<PostOutcome>;
  /** The details, as a reply in the message's thread. Throws where they cannot be posted: the message stays. */
  postDetails(report: DigestReport, message: PostedMessage): Promise<void>;
  /** A new digest announces itself in its channel, naming who configured it. Throws where it cannot. */
  announce(digest: Digest): Promise<void>;
  /** Tells the channel who muted its digest. Throws where it cannot. */
  tellMuted(digest: Digest): Promise<void>;
  /** Writes to the owner. Throws where they cannot be reached: they are told later. */
  tell(digest: Digest, news: DigestNews): Promise<void>;
}
