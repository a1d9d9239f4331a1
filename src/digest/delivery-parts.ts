import type { Channels } from '../audience/channels.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Log } from '../domain/log.ts';
import type { Store } from '../store/store.ts';
import type { Composer } from './composer.ts';
import type { DigestPoster } from './digest-poster.ts';
import type { Pacer } from './pacer.ts';

/** What a delivery stands on. */
export interface DeliveryParts {
  readonly store: Pick<Store, 'digests' | 'slots' | 'collections'>;
  readonly composer: Composer;
  readonly poster: DigestPoster;
  readonly channels: Pick<Channels, 'problem'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process in the ledger. */
  readonly owner: string;
  /** How long a slot is held without being renewed. */
  readonly lease: Seconds;
}
