import type { Directory } from '../../domain/directory.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import type { Sequence } from '../sequence.ts';
import type { RejectedRecord, SyncState } from '../sync-store.ts';

/** What is known of an integration besides its incidents: `sync.json`. */
export interface SyncFile {
  readonly format: 'sei-pagerduty integration';
  readonly version: number;
  readonly workspaceId: string;
  readonly integrationId: string;
  /** The last commit that is in this file. */
  through: Sequence;
  sync: SyncState;
  directory: Directory;
  /** Newest first. */
  runs: SyncRun[];
  /** Newest first. */
  rejected: RejectedRecord[];
  /** The months that are stored (`2026-10`), with the bytes of their logs: tells when one is gone or was cut. */
  months?: Readonly<Record<string, number>>;
  /** Months whose log lost lines, with the commit before which nobody knows any more what their incidents were. */
  pastLost?: Readonly<Record<string, Sequence>>;
}
