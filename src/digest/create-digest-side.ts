import type { Access } from '../access/access.ts';
import type { Channels } from '../audience/channels.ts';
import type { Sight } from '../audience/sight.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import { DAY, type Seconds } from '../domain/duration.ts';
import type { Log } from '../domain/log.ts';
import type { Ticker, Ticking } from '../schedule/ticker.ts';
import type { SlotState } from '../store/slot-ledger.ts';
import type { Store } from '../store/store.ts';
import { createComposer } from './create-composer.ts';
import { createDeliverer, type Deliverer } from './create-deliverer.ts';
import { createDigests } from './create-digests.ts';
import type { DigestPoster } from './digest-poster.ts';
import type { Digests } from './digests.ts';
import { createPacer, type Gaps, standardGaps } from './pacer.ts';

export interface DigestSideOptions {
  readonly store: Store;
  readonly sight: Sight;
  readonly access: Access;
  readonly channels: Channels;
  readonly poster: DigestPoster;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ticker: Ticker;
  readonly newId: () => string;
  readonly gaps?: Gaps;
  /** Hears what became of each slot. */
  readonly onOver?: (state: SlotState) => void;
}

/** Everything about digests but what Slack shows of them. */
export interface DigestSide {
  readonly digests: Digests;
  readonly deliverer: Pick<Deliverer, 'tick' | 'idle' | 'pending'>;
  /** Begins to look each minute what is due. */
  start(): void;
  /** Begins nothing more, and resolves when what is under way is over. */
  stop(): Promise<void>;
  /** At night: forgets slots that nobody looks at any more. */
  upkeep(): Promise<void>;
}

const EACH_MINUTE = '* * * * *';
/** Renewed three times in it while a slot is worked on: a replica that dies is replaced within a minute. */
const LEASE: Seconds = 45;
const SLOTS_KEPT: Seconds = 180 * DAY;

export function createDigestSide(options: DigestSideOptions): DigestSide {
  const { store, clock, ticker, newId, gaps = standardGaps } = options;
  const composer = createComposer({ ...options, slots: store.slots });
  const deliverer = createDeliverer({
    ...options,
    composer,
    pacer: createPacer(gaps),
    owner: newId(),
    lease: LEASE,
  });
  let ticking: Ticking | null = null;
  return {
    digests: createDigests({ ...options, composer, deliverer }),
    deliverer,
    start() {
      ticking = ticker(EACH_MINUTE, () => deliverer.tick());
    },
    async stop() {
      ticking?.stop();
      await deliverer.stop();
    },
    upkeep: () => store.slots.forgetBefore(clock.now() - SLOTS_KEPT),
  };
}
