import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Composed, Composer, Occasion } from '../../src/digest/composer.ts';
import { createDeliverer, type Deliverer } from '../../src/digest/create-deliverer.ts';
import type { ChartForm, DigestNews, DigestPoster, PostOutcome } from '../../src/digest/digest-poster.ts';
import type { DigestReport } from '../../src/digest/digest-report.ts';
import { createPacer } from '../../src/digest/pacer.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { createLog } from '../../src/log.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Slot, SlotKey, SlotState } from '../../src/store/slot-ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../fixtures/incident.ts';
import { digest as digestRecord } from '../store/records.ts';

/** Monday, 09:00 in Berlin. */
export const DUE = instant('2026-11-23T08:00Z');

/** As much of a report as delivery looks at. */
export function said(digest: Digest, changes: Partial<DigestReport> = {}): DigestReport {
  return { kind: 'digest', digest, worthSaying: [], ...changes } as DigestReport; // delivery reads no more of it
}

/** Slack says no. */
export const refused = (code: string) => ({ kind: 'refused', code }) as const;

/** A Slack that does what a test says, and remembers what it took. */
export class FakePoster implements DigestPoster {
  /** What it took, in order: digest ids. */
  readonly posted: { readonly id: string; readonly form: ChartForm; readonly channel: string }[] = [];
  readonly attempts: ChartForm[] = [];
  readonly told: { readonly to: string; readonly news: DigestNews; readonly digest: Digest }[] = [];
  readonly announced: string[] = [];
  readonly muted: string[] = [];
  details = 0;
  /** Outcomes of the next attempts; after them everything is taken. */
  readonly outcomes: (PostOutcome | (() => Promise<PostOutcome>))[] = [];
  refusesNews = false;
  refusesDetails = false;
  refusesAnnouncement = false;

  async post({ digest: { id, place } }: DigestReport, form: ChartForm): Promise<PostOutcome> {
    this.attempts.push(form);
    const next = this.outcomes.shift();
    if (typeof next === 'function') return next();
    if (next !== undefined) return next;
    const channel = place.kind === 'channel' ? place.channelId : `D${place.userId}`;
    this.posted.push({ id, form, channel });
    return { kind: 'posted', message: { channelId: channel, timestamp: `${this.posted.length}.1` } };
  }
  async postDetails(): Promise<void> {
    if (this.refusesDetails) throw new Error('Slack refused the reply');
    this.details += 1;
  }
  async announce({ id }: Digest): Promise<void> {
    if (this.refusesAnnouncement) throw new Error('not_in_channel');
    this.announced.push(id);
  }
  async tellMuted({ id }: Digest): Promise<void> {
    this.muted.push(id);
  }
  async tell(digest: Digest, news: DigestNews): Promise<void> {
    if (this.refusesNews) throw new Error('Slack is down');
    this.told.push({ to: digest.ownerId, news, digest });
  }
}

export interface Scene {
  readonly store: Store;
  readonly poster: FakePoster;
  /** Moves the clock and ticks until nothing is under way. */
  tickAt(at: number, which?: Deliverer): Promise<void>;
  readonly deliverer: Deliverer;
  /** Another process on the same store. */
  another(owner: string): Deliverer;
  slot(digestId?: string): Promise<Slot | undefined>;
  /** The first digest, as it is kept now. */
  digest(): Promise<Digest>;
  /** What composing answers from now on; by default a message with nothing special. */
  composes(answer: (digest: Digest, occasion: Occasion) => Composed | Promise<Composed>): void;
  readonly occasions: readonly Occasion[];
  /** What was told of slots that are over, in order. */
  readonly over: readonly SlotState[];
  /** What is wrong with every channel from now on. */
  channelProblem(sentence: string | null | Error): void;
  /** The process ends, and another one begins, whose store is the real one or a changed one. */
  startAnew(owner: string, change?: (store: Store) => Store): void;
  /** Moves the clock. */
  at(now: number): void;
  close(): Promise<void>;
}

const NO_GAPS = { channel: 0, workspace: 0, all: 0 };

/** A deliverer over a real store, with a clock, a composer and a Slack in the hands of the test. */
export async function setScene(digests: readonly Partial<Digest>[] = [{}]): Promise<Scene> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-digest-'));
  let now = DUE - 1;
  const clock = { now: () => now };
  const store = await openJsonStore({ dataDir, clock });
  for (const changes of digests) await store.digests.save(digestRecord(changes));
  const poster = new FakePoster();
  const occasions: Occasion[] = [];
  const over: SlotState[] = [];
  let answer = (digest: Digest): Composed | Promise<Composed> => ({
    kind: 'composed',
    report: said(digest),
    reportIds: ['7KQ2M'],
  });
  let problem: string | null | Error = null;
  const composer: Composer = {
    async compose(digest, occasion) {
      occasions.push(occasion);
      return (answer as (digest: Digest, occasion: Occasion) => Composed | Promise<Composed>)(
        digest,
        occasion,
      );
    },
  };
  let seen: Store = store;
  const make = (owner: string): Deliverer =>
    createDeliverer({
      store: seen,
      composer,
      poster,
      channels: {
        problem: async () => {
          if (problem instanceof Error) throw problem;
          return problem;
        },
      },
      audit: { record: async () => {} },
      pacer: createPacer(NO_GAPS),
      clock,
      log: createLog('silent'),
      owner,
      lease: 120,
      onOver: (state) => over.push(state),
    });
  let deliverer = make('one');
  return {
    store,
    poster,
    occasions,
    over,
    get deliverer() {
      return deliverer;
    },
    another: make,
    async tickAt(at, which = deliverer) {
      now = at;
      await which.tick();
      await which.idle();
    },
    async slot(digestId = 'd1') {
      return (await store.slots.of('T1', digestId, 1))[0];
    },
    async digest() {
      const digest = await store.digests.get('T1', 'd1');
      if (!digest) throw new Error('The digest is gone.');
      return digest;
    },
    composes(next) {
      answer = next as typeof answer;
    },
    channelProblem(sentence) {
      problem = sentence;
    },
    startAnew(owner, change = (same) => same) {
      seen = change(store);
      deliverer = make(owner);
    },
    at(then) {
      now = then;
    },
    async close() {
      await deliverer.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const keyAt = (dueAt: number, digestId = 'd1'): SlotKey => ({ workspaceId: 'T1', digestId, dueAt });
