import { inBatches } from './batch.ts';
import type { Pass } from './pass.ts';
import { WINDOW } from './plan.ts';

/**
 * Reads the last 30 days and the directory again: not every change is documented to write a log entry, and services,
 * users, teams and priorities are renamed and deleted without any.
 */
export async function nightly(pass: Pass) {
  const { client, sink, clock, signal } = pass;
  const nightlyAt = clock.now();
  const { coverage } = await sink.state();
  const start = Math.max(coverage?.coveredFrom ?? nightlyAt, nightlyAt - WINDOW);

  const directory = await client.directory(signal);
  await inBatches(pass, async (batch) => {
    for await (const page of client.incidents({ start, end: nightlyAt }, { signal })) await batch.add(page);
    await batch.finish({ directory, state: { ...(await sink.state()), nightlyAt } });
  });
}
