import type { Incident } from '../../domain/incident.ts';
import { dateOf, type Instant } from '../../domain/instant.ts';
import type { Change } from '../change.ts';
import type { Sequence } from '../sequence.ts';
import { type CommitResult, REJECTED_KEPT, RUNS_KEPT } from '../sync-store.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Pace } from './pace.ts';
import { enrichmentAt, numberAt, type Place, valueAt } from './place.ts';
import { addVersion, type PreparedVersion, prepared } from './prepared-version.ts';
import { type MonthSegment, type Segment, TailSegment } from './segment.ts';
import type { SyncFile } from './sync-file.ts';

/** A month partition in memory: its rows, and how much of the log they speak of. */
export interface Month {
  readonly segment: MonthSegment;
  readonly logBytes: number;
}

/** What of a batch is to be stored. */
export interface News extends Pick<CommitResult, 'inserted' | 'updated'> {
  readonly versions: readonly PreparedVersion[];
}

/** Everything of one integration, in memory. Changes come from the journal alone. */
export class IntegrationData {
  readonly folder: string;
  readonly dictionaries: Dictionaries;
  readonly months = new Map<string, Month>();
  /** Versions that are in the journal only, by compaction: the last one is being written to. */
  readonly tails: TailSegment[];
  sync: SyncFile;
  count = 0;
  /** Whether `sync` differs from its file. */
  changed = false;
  /** Whether the file's backup may be older than the file: it follows with the next compaction, while the journal has what it lacks. */
  isBackupOlder = true;

  constructor(folder: string, sync: SyncFile, dictionaries: Dictionaries) {
    this.folder = folder;
    this.sync = sync;
    this.dictionaries = dictionaries;
    this.tails = [new TailSegment(dictionaries)];
  }

  /** Notes in `sync` what is stored, to be written with it. */
  noteMonths(): void {
    this.sync.months = Object.fromEntries([...this.months].map(([name, { logBytes }]) => [name, logBytes]));
  }

  addMonth(name: string, month: Month): void {
    this.months.set(name, month);
    this.count += month.segment.length;
  }

  /** Earlier values of a month were lost with lines of its log. */
  losePast(name: string): void {
    const newest = this.months.get(name)?.segment.range('sequence').high ?? 0;
    this.sync.pastLost = { ...this.sync.pastLost, [name]: Math.max(newest, this.sync.through) };
    this.changed = true;
  }

  /** The newest version of an incident. */
  find(id: string, createdAt?: Instant): Place | null {
    for (let at = this.tails.length - 1; at >= 0; at--) {
      const segment = this.tails[at] as TailSegment; // within the length
      const row = segment.find(id);
      if (row >= 0) return { segment, row, month: null };
    }
    if (createdAt !== undefined) {
      const likely = this.#inMonth(monthOf(createdAt), id);
      if (likely) return likely;
    }
    for (const month of this.months.keys()) {
      const place = this.#inMonth(month, id);
      if (place) return place;
    }
    return null;
  }

  #inMonth(month: string, id: string): Place | null {
    const segment = this.months.get(month)?.segment;
    const row = segment?.find(id) ?? -1;
    if (!segment || row < 0 || segment.superseded?.[row]) return null;
    return { segment, row, month };
  }

  /** Takes a month out; returns how many incidents went with it. */
  dropMonth(name: string): number {
    const segment = this.months.get(name)?.segment;
    if (!segment) return 0;
    let gone = 0;
    for (let row = 0; row < segment.length; row++) if (!segment.superseded?.[row]) gone++;
    this.months.delete(name);
    this.count -= gone;
    return gone;
  }

  /** Whether an incident of a month is not resolved, by what is known of it now. */
  hasOpen(name: string): boolean {
    const segment = this.months.get(name)?.segment;
    if (!segment) return false;
    for (let row = 0; row < segment.length; row++) {
      if (!segment.superseded?.[row] && segment.numbers.resolvedAt[row] === 0) return true;
    }
    return false;
  }

  /** Ids of all incidents, by month and then in the order in which they came. */
  currentIds(): string[] {
    const ids: string[] = [];
    for (const segment of this.segments()) {
      for (let row = 0; row < segment.length; row++)
        if (!segment.superseded?.[row]) ids.push(segment.id(row));
    }
    return ids;
  }

  *segments(): Generator<Segment> {
    for (const { segment } of this.months.values()) yield segment;
    yield* this.tails;
  }

  /** What of a batch is new: the incidents to be stored, merged with what is known. Changes nothing. */
  async news(batch: readonly Incident[], pace: Pace): Promise<News> {
    const pending = new Map<string, PreparedVersion & { known: boolean }>();
    for (const incoming of batch) {
      await pace();
      const waiting = pending.get(incoming.id);
      const place = waiting ? null : this.find(incoming.id, incoming.createdAt);
      const updatedAt = waiting?.incident.updatedAt ?? (place ? numberAt(place, 'updatedAt') : 0);
      if (updatedAt > incoming.updatedAt) continue;
      const incident = withKnown(
        incoming,
        () => waiting?.incident.enrichment ?? (place && enrichmentAt(place, this.dictionaries)),
        () => waiting?.incident.severities ?? (place && valueAt(place, 'severities', this.dictionaries)),
      );
      const version = prepared(incident);
      if (place && isSame(place, version)) continue;
      pending.set(incoming.id, { ...version, known: waiting?.known ?? place !== null });
    }
    const versions = [...pending.values()];
    const updated = versions.filter(({ known }) => known).length;
    return { inserted: versions.length - updated, updated, versions };
  }

  /**
   * Takes in incidents of a commit, in slices: questions see them when the commit becomes the store's newest.
   * A version that is here already (the journal is read again) is left out.
   */
  async store(versions: readonly PreparedVersion[], sequence: Sequence, pace: Pace): Promise<void> {
    for (const version of versions) {
      this.#store(version, sequence);
      await pace();
    }
  }

  /** Takes in what else a commit tells of the integration; what is here already is left out. */
  apply(change: Extract<Change, { kind: 'sync' }>, sequence: Sequence): void {
    if (sequence <= this.sync.through) return;
    const { state, directory, run, rejected } = change;
    if (state) this.sync.sync = state;
    if (directory) this.sync.directory = directory;
    if (run) this.sync.runs = [run, ...this.sync.runs].slice(0, RUNS_KEPT);
    if (rejected) this.sync.rejected = [...rejected, ...this.sync.rejected].slice(0, REJECTED_KEPT);
  }

  /** All that a commit brings is here. */
  finish(sequence: Sequence): void {
    if (sequence <= this.sync.through) return;
    this.sync.through = sequence;
    this.changed = true;
  }

  #store(version: PreparedVersion, sequence: Sequence): void {
    const { incident } = version;
    const before = this.find(incident.id, incident.createdAt);
    if (before && numberAt(before, 'sequence') >= sequence) return;
    addVersion(this.tails.at(-1) as TailSegment, version, sequence); // never without a tail
    if (before) before.segment.supersede(before.row, sequence);
    else this.count++;
  }
}

/** `2026-10`: the month of creation in UTC, which is the partition. */
export function monthOf(instant: Instant): string {
  const date = dateOf(instant);
  return `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`;
}

function isSame(place: Place, { checkA, checkB }: PreparedVersion): boolean {
  return numberAt(place, 'checkA') === checkA && numberAt(place, 'checkB') === checkB;
}

/** What only further requests tell stays known when a plain reading comes without it. */
function withKnown(
  incoming: Incident,
  enrichment: () => Incident['enrichment'] | undefined,
  severities: () => Incident['severities'] | undefined,
): Incident {
  if (incoming.enrichment && incoming.severities) return incoming;
  return {
    ...incoming,
    enrichment: incoming.enrichment ?? enrichment() ?? null,
    severities: incoming.severities ?? severities() ?? null,
  };
}
