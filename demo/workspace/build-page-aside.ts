import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Assets } from './build-page.ts';

/** Has the page built on a thread of its own, beside whatever starts meanwhile. */
export async function buildPageAside(): Promise<Assets> {
  const builder = new Worker(new URL('./page-builder.ts', import.meta.url));
  try {
    const [assets] = await once(builder, 'message');
    return assets as Assets; // the one thing that it says
  } finally {
    await builder.terminate();
  }
}
