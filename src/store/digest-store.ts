import type { Digest } from '../domain/digest.ts';
import type { Update } from './update.ts';

export interface DigestStore {
  list(workspaceId: string): Promise<readonly Digest[]>;
  get(workspaceId: string, id: string): Promise<Digest | undefined>;
  /** Digests of all workspaces: for the scheduler alone. */
  all(): Promise<readonly Digest[]>;
  /** Inserts or replaces. */
  save(digest: Digest): Promise<void>;
  update: Update<Digest>;
  /** Removes it with its slots. */
  delete(workspaceId: string, id: string): Promise<void>;
}
