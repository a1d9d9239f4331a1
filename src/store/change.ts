import type { Directory } from '../domain/directory.ts';
import type { Incident } from '../domain/incident.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { RejectedRecord, SyncState } from './sync-store.ts';
import { isInReports, type Tables } from './tables.ts';

/** One thing that a commit changes. Commits are made of any number of them and happen whole or not at all. */
export type Change =
  | {
      readonly kind: 'put';
      readonly table: keyof Tables;
      readonly workspaceId: string;
      readonly id: string;
      readonly value: Tables[keyof Tables];
    }
  | {
      readonly kind: 'delete';
      readonly table: keyof Tables;
      readonly workspaceId: string;
      readonly id: string;
    }
  | {
      readonly kind: 'incidents';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly incidents: readonly Incident[];
    }
  | {
      readonly kind: 'sync';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly state?: SyncState;
      readonly directory?: Directory;
      readonly run?: SyncRun;
      readonly rejected?: readonly RejectedRecord[];
    }
  /** All data of an integration goes. */
  | { readonly kind: 'forget'; readonly workspaceId: string; readonly integrationId: string };

/** Whether a report of the workspace may read other numbers after a change. */
export function changesReports(change: Change): boolean {
  return !('table' in change) || isInReports(change.table);
}
