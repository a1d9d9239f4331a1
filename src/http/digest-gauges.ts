import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import { type SlotKey, slotName } from '../store/slot-ledger.ts';
import { atMostEvery } from './at-most-every.ts';

export interface MeasuredDigests {
  /** Slots of the ledger that are not over. */
  readonly slots: { unfinished(): Promise<readonly SlotKey[]> };
  /** Slots that wait for their turn in this process, or have it. */
  readonly pending: () => readonly SlotKey[];
  readonly clock: Clock;
  /** The ledger is asked at most once in so long. */
  readonly every: Seconds;
}

/** Adds gauges of digests that are due and not over: how many, for how long, how many of them in this process. */
export function addDigestGauges(registry: Registry, { slots, pending, clock, every }: MeasuredDigests): void {
  const registers = [registry];
  const unfinished = atMostEvery(every, clock, () => slots.unfinished());
  /** By slot: since when it is due. Who waits for a turn is not in the ledger yet. */
  const late = async () =>
    new Map([...(await unfinished()), ...pending()].map((slot) => [slotName(slot), slot.dueAt]));
  const count: Gauge = new Gauge({
    name: 'sei_digests_late',
    help: 'Digests that are due and not over',
    registers,
    async collect() {
      count.set((await late()).size);
    },
  });
  const oldest: Gauge = new Gauge({
    name: 'sei_digests_late_seconds',
    help: 'For how long the oldest digest that is not over has been due; 0 without any',
    registers,
    async collect() {
      const now = clock.now();
      oldest.set([...(await late()).values()].reduce((most, dueAt) => Math.max(most, now - dueAt), 0));
    },
  });
  const queue: Gauge = new Gauge({
    name: 'sei_digests_queued',
    help: 'Digests that wait for their turn in this process, or have it',
    registers,
    collect: () => queue.set(pending().length),
  });
}
