import type { Clock } from '../domain/clock.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import type { Rejections } from './rejections.ts';
import type { SyncSink } from './sink.ts';
import type { Tally } from './tally.ts';

/** What every pass over PagerDuty works with: whence, where to, and until when. */
export interface Pass {
  readonly client: PagerDutyClient;
  readonly sink: SyncSink;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly rejections: Rejections;
}
