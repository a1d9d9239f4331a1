import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import type { Sequence } from '../sequence.ts';
import type { Disk } from './disk.ts';
import type { IntegrationData } from './integration-data.ts';
import { readLog, type Version } from './month-log.ts';
import type { Pace } from './pace.ts';
import { addVersion, prepared } from './prepared-version.ts';
import { TailSegment } from './segment.ts';

const DAMAGED = 'Earlier values of some incidents were damaged, so that this past state cannot be shown';

/**
 * Versions that were current after commit `asOf` and are in memory no more: compaction leaves them to the logs of the
 * months. Only months are read in which something changed since. Throws a `StoreError` where such a log is or was damaged.
 */
export async function versionsAsOf(
  disk: Disk,
  data: IntegrationData,
  asOf: Sequence,
  pace: Pace,
): Promise<TailSegment> {
  const past = new TailSegment(data.dictionaries);
  for (const [name, { segment, logBytes }] of [...data.months]) {
    const changed = new Set<string>();
    for (let row = 0; row < segment.length; row++) {
      if ((segment.numbers.sequence[row] as number) > asOf) changed.add(segment.id(row));
    }
    if (changed.size === 0) continue;
    const log = (await disk.readFile(join(data.folder, `${name}.jsonl`))) ?? Buffer.alloc(0);
    if (log.length < logBytes || asOf < (data.sync.pastLost?.[name] ?? 0))
      throw new StoreError(`${DAMAGED} (${name}).`);
    const latest = new Map<string, Version>();
    for await (const { version } of readLog(log.subarray(0, logBytes), pace)) {
      if (!version) throw new StoreError(`${DAMAGED} (${name}).`);
      if (version.sequence <= asOf && changed.has(version.incident.id)) {
        latest.set(version.incident.id, version);
      }
    }
    for (const { incident, sequence } of latest.values()) {
      addVersion(past, prepared(incident), sequence);
    }
  }
  return past;
}
