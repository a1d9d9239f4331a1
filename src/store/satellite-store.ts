import type { Instant } from '../domain/instant.ts';
import type { Enrolment, Outage, Satellite, SatelliteWork } from '../domain/satellite.ts';
import type { CommitResult, SyncBatch } from './sync-store.ts';

/** Which batch this is: numbers begin at 1 with each token and have no gap. */
export interface BatchNumber {
  readonly token: number;
  readonly number: number;
}

export type BatchOutcome =
  | { readonly kind: 'stored'; readonly result: CommitResult }
  /** It was here already; nothing changed. The result is that of the first time, as far as it is remembered. */
  | { readonly kind: 'repeated'; readonly result: CommitResult }
  /** The token is void: nothing changed. */
  | { readonly kind: 'void' }
  /** A batch is missing before this one: nothing changed. */
  | { readonly kind: 'gap'; readonly expected: number };

/** Satellites, the keys by which they enrol, and what is agreed with them about each integration. */
export interface SatelliteStore {
  enrolment(workspaceId: string, id: string): Promise<Enrolment | undefined>;
  enrolments(workspaceId: string): Promise<readonly Enrolment[]>;
  /** Inserts or replaces. */
  saveEnrolment(enrolment: Enrolment): Promise<void>;
  deleteEnrolment(workspaceId: string, id: string): Promise<void>;

  get(workspaceId: string, id: string): Promise<Satellite | undefined>;
  list(workspaceId: string): Promise<readonly Satellite[]>;
  /** Satellites of all workspaces: for the watch alone. */
  all(): Promise<readonly Satellite[]>;
  /** Inserts or replaces. */
  save(satellite: Satellite): Promise<void>;
  /** Changes one as it is at that moment, with nothing in between. `undefined` where it is gone. */
  update(
    workspaceId: string,
    id: string,
    change: (known: Satellite) => Satellite,
  ): Promise<Satellite | undefined>;
  delete(workspaceId: string, id: string): Promise<void>;

  /** What is agreed about an integration; nothing is, where nothing was saved. */
  work(workspaceId: string, integrationId: string): Promise<SatelliteWork>;
  /** Changes it as it is at that moment, with nothing in between, and resolves with what it is then. */
  agree(
    workspaceId: string,
    integrationId: string,
    change: (known: SatelliteWork) => SatelliteWork,
  ): Promise<SatelliteWork>;
  /**
   * Stores a batch as `SyncStore.commit` does, together with its number: both or neither. Only while its token is that of
   * the lease, and only the batch after the one before.
   *
   * @param until the lease holds until then from now on
   */
  commit(
    workspaceId: string,
    integrationId: string,
    batch: SyncBatch,
    order: BatchNumber & { readonly until: Instant },
  ): Promise<BatchOutcome>;

  /** Since when no satellite of an integration was heard of; `undefined` while one is. */
  outage(workspaceId: string, integrationId: string): Promise<Outage | undefined>;
  /** False, and nothing stored, where it has begun already. */
  beginOutage(outage: Outage): Promise<boolean>;
  /** The outage that ended, for whoever ended it; `undefined` where there was none. */
  endOutage(workspaceId: string, integrationId: string): Promise<Outage | undefined>;

  /** An integration was deleted: what is agreed about it, its outage, and it in satellites and enrolments, which go with their last one. */
  forget(workspaceId: string, integrationId: string): Promise<void>;
}
