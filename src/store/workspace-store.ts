import type { Instant } from '../domain/instant.ts';
import type { Tables } from './tables.ts';

/** One thing that is stored of a workspace. Never a secret. */
export interface ExportedRecord {
  /** `integration`, `collection`, `incident`, … */
  readonly kind: string;
  readonly value: unknown;
}

/** Tables that an export leaves out: who is behind the pseudonyms of the audit log, and how far that went. */
export const NOT_EXPORTED: readonly (keyof Tables)[] = ['pseudonyms', 'auditHeads'];
/** Tables that stay when a workspace's data goes. */
export const NOT_FORGOTTEN: readonly (keyof Tables)[] = ['installations', 'auditHeads'];

const SECRETS: ReadonlySet<string> = new Set(['apiKey', 'tokens', 'credential', 'credentials', 'secret']);

/** A value of a small table as an export holds it. */
export function withoutSecrets(value: object): unknown {
  return Object.fromEntries(Object.entries(value).filter(([field]) => !SECRETS.has(field)));
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
