import { setTimeout } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';

const PATIENCE = 200_000;

/** Waits until something holds; asked while the database is away, it does not. Fails with the end of what the replicas logged. */
export async function until(
  what: string,
  cluster: Pick<Cluster, 'logged'>,
  holds: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) {
      const logged = await cluster.logged();
      throw new Error(`It did not come so far that ${what}.\n${logged.slice(-8_000)}`);
    }
    await setTimeout(500);
  }
}
