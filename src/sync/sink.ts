import type { Service } from '../domain/directory.ts';
import type { CommitResult, SyncBatch, SyncState } from '../store/sync-store.ts';

/** What a sync hands over. */
export interface SinkBatch extends SyncBatch {
  /** The services as just read; the rest of the directory stays as it is. */
  readonly services?: readonly Service[];
}

/**
 * Where the sync of one integration puts what it read: the store, or the intake of a satellite's parent.
 *
 * A batch is stored whole or not at all, and durable when the promise resolves. Whoever writes to a sink knows neither
 * workspace nor database.
 */
export interface SyncSink {
  state(): Promise<SyncState>;
  commit(batch: SinkBatch): Promise<CommitResult>;
  /** Ids of the incidents that are open on that side. */
  openIds(): Promise<readonly string[]>;
}
