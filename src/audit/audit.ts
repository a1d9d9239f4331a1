import type { Actor } from '../access/actor.ts';
import type { AuditEvent, AuditRecord, Details } from '../domain/audit-record.ts';

/** A record as an admin reads it. */
export interface ReadableRecord extends AuditRecord {
  /** User id of who did it; `null` for the app itself, and where the pseudonym was broken. */
  readonly actorId: string | null;
  /** User id of whom it concerns, where it concerns a person who is known. */
  readonly objectId: string | null;
}

/** What was so before or after, as the services tell it: people by user id, and recorded by pseudonym. */
export type ToldDetails = Readonly<Record<string, Details[string] | { readonly person: string }>>;

/** An {@link AuditEvent} as the services tell it. */
export interface ToldEvent extends Pick<AuditEvent, 'what' | 'object'> {
  readonly before: ToldDetails | null;
  readonly after: ToldDetails | null;
}

export interface AuditFile {
  /** `audit-2026-11-23.csv` */
  readonly name: string;
  readonly content: string;
}

/** Who did what, when, to which object, with what before and after. */
export interface Audit {
  /**
   * Records what was done. Throws where it cannot be recorded.
   *
   * @param by who did it; without a user the app itself
   * @param event a person as its object is given by user id, and recorded by pseudonym
   */
  record(by: { readonly workspaceId: string; readonly userId?: string }, event: ToldEvent): Promise<void>;
  /** The newest records first. Demands that the actor may. */
  list(actor: Actor, limit: number): Promise<readonly ReadableRecord[]>;
  /** The whole log as a file. Demands that the actor may, and is recorded itself. */
  export(actor: Actor, format: 'csv' | 'jsonl'): Promise<AuditFile>;
}
