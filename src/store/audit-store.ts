import type { AuditHead, AuditRecord } from '../domain/audit-record.ts';

/** The audit log of each workspace: it only grows. */
export interface AuditStore {
  /**
   * Adds a record to the end, and remembers the new end apart from the log: one that lost records goes on behind those that it
   * lost, so that they are missed for good.
   *
   * @param make makes it from the last one; called once, in turn with other calls
   */
  append(workspaceId: string, make: (last: AuditHead | null) => AuditRecord): Promise<AuditRecord>;
  /** The whole log, the oldest first. */
  read(workspaceId: string): Promise<readonly AuditRecord[]>;
  /** The pseudonym of a person; a fresh random one where there is none yet. */
  pseudonym(workspaceId: string, userId: string, fresh: () => string): Promise<string>;
  /** User ids by pseudonym. None once the workspace's data was deleted. */
  people(workspaceId: string): Promise<ReadonlyMap<string, string>>;
}
