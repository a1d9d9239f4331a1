import type { Digest } from '../domain/digest.ts';

export interface DigestStore {
  list(workspaceId: string): Promise<readonly Digest[]>;
  get(workspaceId: string, id: string): Promise<Digest | undefined>;
  /** Digests of all workspaces: for the scheduler alone. */
  all(): Promise<readonly Digest[]>;
  /** Inserts or replaces. */
  save(digest: Digest): Promise<void>;
  /**
   * Changes what is there, with nothing in between; not where `changing` returns what it was given. Resolves with what it is
   * then, `undefined` where there is none: one that was deleted does not come back.
   */
  update(workspaceId: string, id: string, changing: (known: Digest) => Digest): Promise<Digest | undefined>;
  /** Removes it with its slots. */
  delete(workspaceId: string, id: string): Promise<void>;
}
