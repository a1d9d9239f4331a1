import type { Actor } from '../access/actor.ts';
import type { Digest, DigestGrouping, DigestPlace, DigestSchedule } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Slot } from '../store/slot-ledger.ts';
import type { DigestAnswer } from './digest-report.ts';

/** A digest as it was filled in. */
export interface DigestForm {
  readonly place: DigestPlace;
  readonly collectionId: string | null;
  readonly every: DigestSchedule['every'];
  readonly weekday: number;
  readonly hour: number;
  /** As it was typed or chosen. */
  readonly zone: string;
  readonly by: DigestGrouping;
  readonly quiet: boolean;
  /** As typed: a whole number of days, 1 to 90. */
  readonly openDays: string;
  /** As typed: `45m`, `1h 30m`, `2d`; empty: no target. */
  readonly target: string;
}

/** A problem beside the input that has it, as a sentence. */
export interface DigestProblem {
  readonly input: 'place' | 'collection' | 'schedule' | 'zone' | 'openDays' | 'target';
  readonly sentence: string;
}

export type DigestSaved =
  | { readonly kind: 'saved'; readonly digest: Digest; readonly isNew: boolean; readonly next: Instant }
  | { readonly kind: 'problems'; readonly problems: readonly DigestProblem[] };

/** A digest in a list. */
export interface ListedDigest {
  readonly digest: Digest;
  /** Name with path of its collection; `null`: everything. */
  readonly collection: string | null;
  /** When it goes out next; `null` while it is paused. */
  readonly next: Instant | null;
  /** The latest slot that is over or waits. */
  readonly last: Slot | null;
  /** Whether the person may change it. */
  readonly mayChange: boolean;
}

export type SentNow =
  | { readonly kind: 'sent'; readonly channelId: string; readonly timestamp: string }
  /** Why it was not, as a sentence with what to do. */
  | { readonly kind: 'not sent'; readonly sentence: string };

/** Digests as people look after them: each call demands its permission, each change stands in the audit log. */
export interface Digests {
  /** Those of channels that the person is in, and their own. SEI Admins see those of all channels. */
  list(actor: Actor): Promise<readonly ListedDigest[]>;
  get(actor: Actor, id: string): Promise<ListedDigest | undefined>;
  /** Creates (`id` null) or changes one. A new one in a channel announces itself there, naming who configured it. */
  save(actor: Actor, id: string | null, form: DigestForm): Promise<DigestSaved>;
  pause(actor: Actor, id: string): Promise<Digest | undefined>;
  /** Goes on with the next slot: what was missed is not made up for. */
  resume(actor: Actor, id: string): Promise<Digest | undefined>;
  delete(actor: Actor, id: string): Promise<Digest | undefined>;
  /** Mutes the digest of a channel for everybody in it, by anybody who is in it: who did is told there. */
  mute(actor: Actor, id: string): Promise<Digest | undefined>;
  /** What it would say now, from what its place may see. */
  preview(actor: Actor, id: string): Promise<DigestAnswer | undefined>;
  /** Posts it now, outside its schedule. */
  sendNow(actor: Actor, id: string): Promise<SentNow>;
  /** Those that stop when a collection is deleted. */
  affectedBy(actor: Actor, collectionId: string): Promise<readonly Digest[]>;
}
