import { type Clock, systemClock } from '../../domain/clock.ts';
import { type Disk, nodeDisk } from './disk.ts';
import { type JsonStore, jsonStore } from './json-store.ts';
import { openDatabase } from './open-database.ts';
import type { StoreNotice } from './open-options.ts';

export interface JsonStoreOptions {
  /** The folder that holds everything. Made if it is missing. */
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly disk?: Disk;
  /** Compaction begins when the journal has grown by so many bytes. */
  readonly compactAt?: number;
  /** Reports kept of a workspace; 5,000 unless said. */
  readonly mostReports?: number | undefined;
  /** Hears what an admin or the operator should know: damage and what became of it, writes that fail. */
  readonly onNotice?: (notice: StoreNotice) => void;
}

/**
 * Opens the store of plain files in a folder, whose format `docs/store.md` describes.
 *
 * Throws a `StoreError` with a sentence where another process uses the folder or a newer version wrote it. A folder
 * that cannot be written is opened for reading: `health()` says so.
 */
export async function openJsonStore({
  dataDir,
  clock = systemClock,
  disk = nodeDisk,
  compactAt = 4 * 1024 * 1024,
  mostReports,
  onNotice = () => {},
}: JsonStoreOptions): Promise<JsonStore> {
  return jsonStore(await openDatabase({ dataDir, clock, disk, compactAt, onNotice }), mostReports);
}
