import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { JSONFilePreset } from 'lowdb/node';
import type { Incident } from '../../src/domain/incident.ts';
import { enriched } from './store-population.ts';

/** What lowdb as it comes measures: one JSON file that is rewritten at each commit. Milliseconds and megabytes. */
export interface LowdbMeasures {
  readonly blocked: number;
  readonly durable: number;
  readonly open: number;
  readonly memory: number;
}

const NOW = 1_793_448_000;

async function measure(path: string, size: number): Promise<LowdbMeasures> {
  const filled = await JSONFilePreset<Incident[]>(path, []);
  filled.data = [...enriched(size, NOW, 'bench')];
  await filled.write();
  filled.data = [];
  globalThis.gc?.();
  await setTimeout(50);
  const idle = process.memoryUsage().rss;

  const began = performance.now();
  const database = await JSONFilePreset<Incident[]>(path, []);
  const open = performance.now() - began;
  const memory = (process.memoryUsage().rss - idle) / 2 ** 20;

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(5);
  const start = performance.now();
  await database.update((incidents) => {
    for (let at = 0; at < 500; at++) {
      const incident = incidents[at * 20];
      if (incident) incidents[at * 20] = { ...incident, title: `${incident.title} changed` };
    }
  });
  const durable = performance.now() - start; // until renamed: lowdb does not sync
  await setTimeout(5);
  delay.disable();
  return { blocked: delay.max / 1e6, durable, open, memory };
}

const [path = '', size = '0'] = process.argv.slice(2);
console.log(JSON.stringify(await measure(path, Number(size))));
