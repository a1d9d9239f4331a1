import type { Incident } from '../domain/incident.ts';
import type { IncidentPage } from '../pagerduty/client.ts';
import type { RejectedRecord } from '../store/sync-store.ts';
import type { Pass } from './pass.ts';
import type { SinkBatch } from './sink.ts';

/** Incidents held before they are stored: about ten full pages, so that memory stays flat whatever the account's size. */
const CAPACITY = 1000;

/**
 * Collects pages and stores them a thousand incidents at a time, one commit after the other, while further pages come.
 *
 * Of an incident that comes more than once the newest state is kept. What says how far the sync is goes with the last
 * commit ({@link Batch.finish}), so that it never speaks of data that is not stored.
 */
export class Batch {
  readonly #pass: Pick<Pass, 'sink' | 'clock' | 'signal' | 'tally' | 'rejections'>;
  #incidents = new Map<string, Incident>();
  #rejected: RejectedRecord[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(pass: Pick<Pass, 'sink' | 'clock' | 'signal' | 'tally' | 'rejections'>) {
    this.#pass = pass;
  }

  async add({ incidents, rejected }: IncidentPage): Promise<void> {
    const { clock, tally, rejections } = this.#pass;
    for (const incident of incidents) {
      const held = this.#incidents.get(incident.id);
      if (held === undefined) this.#incidents.set(incident.id, incident);
      else if (incident.updatedAt >= held.updatedAt)
        this.#incidents.set(incident.id, withKnown(incident, held));
    }
    for (const record of rejected) {
      if (!rejections.add(record)) continue;
      this.#rejected.push({ at: clock.now(), ...record });
      tally.rejected += 1;
    }
    tally.read += incidents.length;
    if (this.#incidents.size + this.#rejected.length >= CAPACITY) await this.#store({});
  }

  /** Stores what is left, together with what may only be said now that everything is there. */
  async finish(rest: Pick<SinkBatch, 'state' | 'directory' | 'services'> = {}): Promise<void> {
    await this.#store(rest);
    await this.#writing;
  }

  /** Resolves when nothing is being written, whether that went well or not. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => {}); // who stored next heard of it, or left because of something worse
  }

  /** Resolves when the commit before is done and this one has begun. */
  async #store(rest: Pick<SinkBatch, 'state' | 'directory' | 'services'>): Promise<void> {
    await this.#writing;
    this.#pass.signal.throwIfAborted();
    const incidents = [...this.#incidents.values()];
    const rejected = this.#rejected;
    this.#incidents = new Map();
    this.#rejected = [];
    if (incidents.length === 0 && rejected.length === 0 && Object.keys(rest).length === 0) return;
    this.#writing = this.#commit({
      ...(incidents.length > 0 && { incidents }),
      ...(rejected.length > 0 && { rejected }),
      ...rest,
    });
    this.#writing.catch(() => {}); // heard by whoever waits for it next
  }

  async #commit(batch: SinkBatch): Promise<void> {
    const { inserted, updated } = await this.#pass.sink.commit(batch);
    this.#pass.tally.stored += inserted + updated;
  }
}

/** What was not asked for this time stays as it is known. */
function withKnown(incident: Incident, { enrichment, severities }: Incident): Incident {
  return {
    ...incident,
    enrichment: incident.enrichment ?? enrichment,
    severities: incident.severities ?? severities,
  };
}

/** Work with a {@link Batch}: when it ends, also by an error, nothing is being written any more. */
export async function inBatches<Result>(
  pass: ConstructorParameters<typeof Batch>[0],
  work: (batch: Batch) => Promise<Result>,
): Promise<Result> {
  const batch = new Batch(pass);
  try {
    return await work(batch);
  } finally {
    await batch.settled();
  }
}
