import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Store } from '../store/store.ts';
import { atMostEvery } from './at-most-every.ts';
import { addDigestGauges, type MeasuredDigests } from './digest-gauges.ts';

/** What is measured when somebody looks, not when it happens. */
export interface Measured {
  readonly store: Pick<Store, 'health'> & {
    readonly integrations: Pick<Store['integrations'], 'all'>;
    readonly sync: Pick<Store['sync'], 'state'>;
    readonly slots: MeasuredDigests['slots'];
  };
  readonly clock: Clock;
  /** How many works for people are under way. */
  readonly workInFlight: () => number;
  /** Digests that wait for their turn in this process, or have it. */
  readonly pendingDigests: MeasuredDigests['pending'];
}

/** What all accounts have to be asked for is asked at most once in so long, whoever scrapes how often. */
const ASK_EVERY: Seconds = 15;

/** Adds gauges that ask the app at each scrape: how far behind the sync is, what is under way, whether the store writes. */
export function addGauges(
  registry: Registry,
  { store, clock, workInFlight, pendingDigests }: Measured,
): void {
  const registers = [registry];
  addDigestGauges(registry, { slots: store.slots, pending: pendingDigests, clock, every: ASK_EVERY });
  const integrations = atMostEvery(ASK_EVERY, clock, () => store.integrations.all());
  /** Until when the data of each active account is complete. */
  const ends = atMostEvery(ASK_EVERY, clock, async () => {
    const active = (await integrations()).filter((integration) => !integration.paused);
    const states = await Promise.all(active.map(({ workspaceId, id }) => store.sync.state(workspaceId, id)));
    return states.map(({ coverage }, row) => coverage?.completeTo ?? active[row]?.createdAt ?? 0);
  });
  const accounts = new Gauge({
    name: 'sei_integrations',
    help: 'Connected PagerDuty accounts by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const all = await integrations();
      const paused = all.filter((integration) => integration.paused).length;
      accounts.set({ state: 'paused' }, paused);
      accounts.set({ state: 'active' }, all.length - paused);
    },
  });
  const lag = new Gauge({
    name: 'sei_sync_lag_seconds',
    help: 'How far behind the data of the most stale active account is; 0 without any',
    registers,
    async collect() {
      const now = clock.now();
      lag.set((await ends()).reduce((most, end) => Math.max(most, now - end), 0));
    },
  });
  const work: Gauge = new Gauge({
    name: 'sei_work_in_flight',
    help: 'Answers that are being computed or sent',
    registers,
    collect: () => work.set(workInFlight()),
  });
  const ready: Gauge = new Gauge({
    name: 'sei_store_ready',
    help: '1 while the store takes writes',
    registers,
    collect: () => ready.set(store.health().problem === null ? 1 : 0),
  });
}
