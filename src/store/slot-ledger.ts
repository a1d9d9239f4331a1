import type { Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';

/** So many slots of a digest are kept, the latest, however long they are over. */
export const KEPT_OF_EACH_DIGEST = 10;

/** What is noted of a slot that became `unknown`. */
export const LEASE_RAN_OUT = 'The app stopped while Slack was taking the message.';

/** One due time of one digest. */
export interface SlotKey {
  readonly workspaceId: string;
  readonly digestId: string;
  /** When it was due by its schedule, or when somebody sent it by hand. */
  readonly dueAt: Instant;
}

/** Tells a slot from all others. */
export function slotName({ workspaceId, digestId, dueAt }: SlotKey): string {
  return `${workspaceId}/${digestId}/${dueAt}`;
}

/**
 * What became of a slot.
 *
 * `claimed`: a process works on it; the claim falls when its lease runs out. `waiting`: nobody works on it until `retryAt`.
 * `posting`: Slack is being asked to take the message; when the lease runs out here, nobody knows whether it did, and it becomes
 * `unknown`. `done`, `skipped` (nothing worth saying), `failed` and `unknown` are for good.
 */
export type SlotState = 'claimed' | 'waiting' | 'posting' | 'done' | 'skipped' | 'failed' | 'unknown';

/** Whether nothing more will become of a slot. */
export function isOver({ state }: { readonly state: SlotState }): boolean {
  return state !== 'claimed' && state !== 'waiting' && state !== 'posting';
}

/** The message that a slot became. */
export interface PostedMessage {
  readonly channelId: string;
  readonly timestamp: string;
}

export interface Slot extends SlotKey {
  readonly state: SlotState;
  /** How many times it was claimed. */
  readonly attempts: number;
  /** Who holds it, in `claimed` and `posting`. */
  readonly owner: string | null;
  readonly leaseUntil: Instant | null;
  /** In `waiting`: when to try again. */
  readonly retryAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly message: PostedMessage | null;
  /** Ids of the reports that it showed: what a later digest compares with. */
  readonly reportIds: readonly string[];
  /** For people: why it waits, failed or was skipped. */
  readonly note: string | null;
  /** When its owner was told that it failed or may not have arrived. */
  readonly toldAt: Instant | null;
}

/** How a slot ends, or goes on later. Everything that is not named is emptied: owner, lease, the time to try again. */
export type SlotOutcome =
  | { readonly state: 'done'; readonly message: PostedMessage; readonly reportIds: readonly string[] }
  | { readonly state: 'skipped' | 'failed' | 'unknown'; readonly note: string }
  | { readonly state: 'waiting'; readonly retryAt: Instant; readonly note: string };

/**
 * Makes every slot fire once, on any number of processes. Every call is one commit; it tells whether the caller (still) holds the
 * slot, and who does not must do nothing more about it.
 *
 * Time is the ledger's own, not the caller's: of several processes each has another clock. A lease of 0 falls at once.
 */
export interface SlotLedger {
  /**
   * Takes a slot that nobody has worked on, that waits and may be tried again, or whose claim has fallen, also one of the caller's
   * own. `null`: somebody holds it, it waits, or it is over. A fallen `posting` is made `unknown`, never claimed.
   *
   * @param lease how long it is held without being renewed
   */
  claim(slot: SlotKey, owner: string, lease: Seconds): Promise<Slot | null>;
  /** Holds it for longer. `false`: it is the caller's no more. */
  renew(slot: SlotKey, owner: string, lease: Seconds): Promise<boolean>;
  /**
   * From here on Slack may have the message. `false`: it is the caller's no more, and must not be posted. Where the lease ran out
   * but nobody else took the slot, it is still the caller's; so it is with `renew` and `finish`.
   */
  posting(slot: SlotKey, owner: string, lease: Seconds): Promise<boolean>;
  /** Ends it, or puts it off. `false`: it was the caller's no more, and stays as it is. */
  finish(slot: SlotKey, owner: string, outcome: SlotOutcome): Promise<boolean>;
  /** Slots of one digest, the latest first. */
  of(workspaceId: string, digestId: string, limit: number): Promise<readonly Slot[]>;
  /** Slots of all workspaces that are not over: waiting, claimed, posting. For the scheduler alone. */
  unfinished(): Promise<readonly Slot[]>;
  /** The latest slot of each digest that is over: for the scheduler alone. */
  lastOver(): Promise<readonly SlotKey[]>;
  /** Makes `unknown` what was being posted by somebody whose lease ran out. */
  expirePosting(): Promise<readonly Slot[]>;
  /** Slots of all workspaces that failed or are `unknown`, and whose owners were not told of it yet. */
  untold(): Promise<readonly Slot[]>;
  /** The owner was told. */
  told(slot: SlotKey): Promise<void>;
  /** Forgets slots that were over before an instant, but for {@link KEPT_OF_EACH_DIGEST} of each digest. */
  forgetBefore(before: Instant): Promise<void>;
}
