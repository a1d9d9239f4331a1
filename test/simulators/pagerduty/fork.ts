import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { commands, Order } from './child.ts';
import type { PagerDutySimulation } from './start.ts';

type Commands = typeof commands;
type Rest<Command> = Command extends (first: never, ...rest: infer Args) => unknown ? Args : never;

/** A simulated PagerDuty in a process of its own. */
export interface ForkedPagerDuty {
  readonly url: string;
  readonly apiKey: string;
  readonly pid: number;
  /** Asks it something; see {@link Commands}. */
  ask<Name extends keyof Commands>(
    name: Name,
    ...args: Rest<Commands[Name]>
  ): Promise<Awaited<ReturnType<Commands[Name]>>>;
  stop(): Promise<void>;
}

/** Starts a simulator beside us, so that neither its work nor its memory counts as ours. Plain data as options only. */
export async function forkPagerDuty(
  simulation: Omit<PagerDutySimulation, 'clock' | 'elapsed'> & { readonly clock?: never },
): Promise<ForkedPagerDuty> {
  const child = fork(resolve(import.meta.dirname, 'child.ts'), {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=8192'],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (answer: { number: number; value?: unknown; error?: string }) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (answer.error === undefined) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.error));
  });
  const ended = new Promise<void>((done) =>
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('the simulator ended'));
      done();
    }),
  );
  const ask: ForkedPagerDuty['ask'] = (name, ...args) =>
    new Promise((resolve, reject) => {
      // The value is what the command of that name returned on the other side.
      last += 1;
      waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
      child.send({ number: last, name, args } satisfies Order);
    });
  child.send({ start: simulation } satisfies Order);
  const [url, apiKey] = await Promise.all([ask('url'), ask('apiKey')]);
  return {
    url,
    apiKey,
    pid: child.pid ?? 0,
    ask,
    async stop() {
      await ask('stop');
      await ended;
    },
  };
}
