import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Instant } from './instant.ts';

/** What was done, as the services tell it. Never holds a secret. */
export interface AuditEvent {
  /** `role given`, `integration deleted`, … */
  readonly what: string;
  readonly object: {
    readonly kind:
      | 'integration'
      | 'collection'
      | 'profile'
      | 'digest'
      | 'person'
      | 'channel'
      | 'workspace'
      | 'satellite'
      | 'incident';
    /** Of a person: their pseudonym. */
    readonly id: string;
    /** Its name then; empty for a person. */
    readonly name: string;
  };
  readonly before: Details | null;
  readonly after: Details | null;
}

export type Details = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One line of the audit log. */
export interface AuditRecord extends AuditEvent {
  readonly workspaceId: string;
  /** Position in the workspace's log, from 1. */
  readonly number: number;
  readonly at: Instant;
  /** Pseudonym of who did it; `app` where nobody did. */
  readonly actor: string;
  /** Hash of the record before; 64 zeros before the first. */
  readonly previous: string;
  /** SHA-256 over everything above, in hex. */
  readonly hash: string;
}

/** The end of a log: what the next record follows. */
export type AuditHead = Pick<AuditRecord, 'number' | 'hash'>;

const NOTHING_BEFORE = '0'.repeat(64);

/** The record that follows another one in a log. */
export function nextRecord(
  last: AuditHead | null,
  facts: Omit<AuditRecord, 'number' | 'previous' | 'hash'>,
): AuditRecord {
  const number = (last?.number ?? 0) + 1;
  const unsealed = { ...facts, number, previous: last?.hash ?? NOTHING_BEFORE };
  return { ...unsealed, hash: hashOf(unsealed) };
}

/** Where a log was changed: the number of the first record that does not follow from those before it; `null` if none. */
export function brokenAt(records: readonly AuditRecord[]): number | null {
  let previous = NOTHING_BEFORE;
  for (const [index, { hash, ...rest }] of records.entries()) {
    if (rest.number !== index + 1 || rest.previous !== previous || hash !== hashOf(rest)) return index + 1;
    previous = hash;
  }
  return null;
}

/** Where the next record goes: behind the last one that is there, or behind the last one that is known to have been. */
export function furthest(last: AuditHead | null, known: AuditHead | undefined): AuditHead | null {
  return known !== undefined && known.number > (last?.number ?? 0) ? known : last;
}

/** Whether a log still holds what was once its end. */
export function reaches(records: readonly AuditRecord[], { number, hash }: AuditHead): boolean {
  return records[number - 1]?.hash === hash;
}

function hashOf(unsealed: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(unsealed)).digest('hex');
}
