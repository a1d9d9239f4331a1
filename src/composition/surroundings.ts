import type { Gaps } from '../digest/pacer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../log.ts';
import type { Ticker } from '../schedule/ticker.ts';
import type { BucketSize } from '../slack/fair-share/token-buckets.ts';
import type { Services } from '../slack/services.ts';
import type { Tracing } from '../tracing.ts';

/** What the app is given besides its configuration. */
export interface Surroundings {
  readonly log: Log;
  readonly clock?: Clock;
  /** Which request is worked on; the log's lines carry it when the log was made with its fields. */
  readonly tracing?: Tracing;
  /** Ids of what is made, and of requests; random ones unless told otherwise. */
  readonly ids?: { readonly newId: () => string; readonly newRequestId: () => string };
  readonly timing?: Services['timing'];
  /** Looks each minute which digests are due; node-cron unless told otherwise. */
  readonly digestTicker?: Ticker;
  /** How far apart digests are posted; as far as Slack wants unless told otherwise. */
  readonly digestGaps?: Gaps;
  /** What one workspace may ask; as much as keeps one from starving the others unless told otherwise. */
  readonly share?: BucketSize;
  /** Address to listen on; all of the machine's unless told otherwise. The demo and tests listen on loopback alone. */
  readonly host?: string;
}
