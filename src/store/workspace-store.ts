import type { Instant } from '../domain/instant.ts';

/** One thing that is stored of a workspace. Never a secret. */
export interface ExportedRecord {
  /** `integration`, `collection`, `incident`, … */
  readonly kind: string;
  readonly value: unknown;
}

/** A workspace's data as a whole. */
export interface WorkspaceStore {
  /** Everything stored of a workspace, without tokens and keys. */
  export(workspaceId: string): AsyncIterable<ExportedRecord>;
  /**
   * Deletes everything of a workspace but its installation and its audit log, and for the latter who is behind its pseudonyms.
   * Resolves when nothing of it is left on disk.
   */
  forget(workspaceId: string): Promise<void>;
  /**
   * Deletes incidents of all workspaces that were created in months (UTC) that ended before an instant, and the kept reports that
   * reach into them. A month with an incident that is still open stays whole. Resolves with how many incidents went when nothing of
   * them is left on disk.
   */
  forgetBefore(before: Instant): Promise<number>;
  /** Resolves when what was replaced or deleted so far is gone from logs and backups of the store's own, too. */
  purge(): Promise<void>;
}
