import { digestOf } from './digest.ts';
import type { Fault } from './faults.ts';
import { type PagerDutySimulation, type PagerDutySimulator, startPagerDuty } from './start.ts';

/** What a simulator in another process can be asked, by name. Arguments and answers are plain data. */
export const commands = {
  url: ({ url }: PagerDutySimulator) => url,
  apiKey: ({ apiKey }: PagerDutySimulator) => apiKey,
  truth: ({ truth }: PagerDutySimulator, integrationId: string, enriched: boolean) =>
    truth(integrationId, { enriched }),
  digest: ({ truth }: PagerDutySimulator, integrationId: string) => {
    const digest = digestOf();
    for (const incident of truth(integrationId)) digest.add(incident);
    return digest.value();
  },
  /** Path and arrival (milliseconds) of every request since the last {@link commands.forget}. */
  requests: ({ requests }: PagerDutySimulator) => requests.map(({ path, at }) => ({ path, at })),
  forget: ({ requests }: PagerDutySimulator) => {
    requests.length = 0;
  },
  /** The next so many requests meet this fault. */
  fail: ({ faults }: PagerDutySimulator, fault: Exclude<Fault, { kind: 'change' }>, times: number) =>
    faults.next(fault, { times }),
  create: (simulator: PagerDutySimulator, ...args: Parameters<PagerDutySimulator['mutate']['create']>) =>
    simulator.mutate.create(...args),
  resolve: (simulator: PagerDutySimulator, ...args: Parameters<PagerDutySimulator['mutate']['resolve']>) =>
    simulator.mutate.resolve(...args),
  reopen: (simulator: PagerDutySimulator, ...args: Parameters<PagerDutySimulator['mutate']['reopen']>) =>
    simulator.mutate.reopen(...args),
  reprioritise: (
    simulator: PagerDutySimulator,
    ...args: Parameters<PagerDutySimulator['mutate']['reprioritise']>
  ) => simulator.mutate.reprioritise(...args),
  move: (simulator: PagerDutySimulator, ...args: Parameters<PagerDutySimulator['mutate']['move']>) =>
    simulator.mutate.move(...args),
  merge: (simulator: PagerDutySimulator, ...args: Parameters<PagerDutySimulator['mutate']['merge']>) =>
    simulator.mutate.merge(...args),
  deleteService: (
    simulator: PagerDutySimulator,
    ...args: Parameters<PagerDutySimulator['mutate']['deleteService']>
  ) => simulator.mutate.deleteService(...args),
  stop: (simulator: PagerDutySimulator) => simulator.stop(),
} as const;

/** What the other process sends: first the simulation, then commands. */
export type Order =
  | { readonly start: PagerDutySimulation }
  | { readonly number: number; readonly name: keyof typeof commands; readonly args: readonly unknown[] };

let simulator: Promise<PagerDutySimulator> | null = null;

process.on('message', async (order: Order) => {
  if ('start' in order) {
    simulator = startPagerDuty(order.start);
    return;
  }
  try {
    if (simulator === null) throw new Error('the simulator was not started');
    // The caller's types keep name and arguments together; between two processes they are plain data.
    const run = commands[order.name] as (simulator: PagerDutySimulator, ...args: unknown[]) => unknown;
    process.send?.({ number: order.number, value: await run(await simulator, ...order.args) });
    if (order.name === 'stop') process.disconnect();
  } catch (error) {
    process.send?.({ number: order.number, error: String(error) });
  }
});
