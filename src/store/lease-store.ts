import type { Seconds } from '../domain/duration.ts';
import { StoreError } from './errors.ts';

/** Workspace of what concerns none: the upkeep of all of them. No tenant has such an id. */
export const EVERY_WORKSPACE = '*';

/** Something that one process at a time does. */
export interface LeaseKey {
  readonly workspaceId: string;
  /** `sync:<integration>`, `upkeep`, … */
  readonly name: string;
}

/** A lease that was claimed. Given to a commit, it lets the commit through only while nobody else has claimed it. */
export interface Lease extends LeaseKey {
  /** Id of the process. */
  readonly owner: string;
  /** Grows with every change of hands. */
  readonly token: number;
}

/** Somebody else does by now what this process was doing: it must write nothing more of it. */
export class LeaseLostError extends StoreError {
  override readonly name = 'LeaseLostError';

  constructor({ name }: LeaseKey) {
    super(`Another replica of the app has taken over (${name}); it goes on with the work.`);
  }
}

export interface Claim {
  /** How long it is held without being renewed. */
  readonly lease: Seconds;
  /** Refused while a claim of another process is younger: replicas that tick at the same time do the work once. */
  readonly apart?: Seconds;
}

/** Who does what is done by one process at a time. Times are those of the store: what processes think is of no matter. */
export interface LeaseStore {
  /** Takes what nobody holds, or whose lease ran out; `null` where somebody holds it, this process included. */
  claim(key: LeaseKey, owner: string, claim: Claim): Promise<Lease | null>;
  /**
   * Holds it for longer.
   *
   * @returns `wanted`: held, and somebody asked for it since the claim or the last renewal; `lost`: somebody else has it
   */
  renew(lease: Lease, seconds: Seconds): Promise<'held' | 'wanted' | 'lost'>;
  /** Gives it back, where it is still held. Resolves with what {@link renew} would have told. */
  release(lease: Lease): Promise<'held' | 'wanted' | 'lost'>;
  /** Tells who holds it that there is more to do. `false`: nobody holds it. */
  want(key: LeaseKey): Promise<boolean>;
  /** Takes it from whoever holds it: nothing of theirs is committed once this resolves. */
  revoke(key: LeaseKey): Promise<void>;
  /** Whether somebody holds it now. */
  isHeld(key: LeaseKey): Promise<boolean>;
  /** What was held by a process that did not renew it, and so is not finished. Of all workspaces: for the scheduler alone. */
  fallen(): Promise<readonly LeaseKey[]>;
}
