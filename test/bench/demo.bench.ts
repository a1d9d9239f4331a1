import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from './bench.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** What the demo compiled at its last start: without it, it starts as after `npm ci`. */
const COMPILED = join(PROJECT, 'node_modules/.cache/compiled');
const ROUNDS = 3;

/** Seconds from `npm run demo` until the page at the address that it prints has come, script and styles included. */
async function startDemo(): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['run', 'demo', '--', '--port', '0'], {
    cwd: PROJECT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const chunk of child.stdout) {
      const address = /in a browser:\s+(\S+)/.exec(String(chunk))?.[1];
      if (!address) continue;
      await fetchPage(address);
      return (performance.now() - began) / 1000;
    }
    throw new Error('the demo ended before it was ready');
  } finally {
    // npm, its shell and the demo are one group.
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
    await once(child, 'exit');
  }
}

async function fetchPage(address: string): Promise<void> {
  const html = await (await fetch(address)).text();
  const parts = [...html.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');
  if (parts.length === 0) throw new Error('the page has no script');
  for (const part of parts) {
    const { ok } = await fetch(new URL(part, address));
    if (!ok) throw new Error(`${part} is not there`);
  }
}

/** What somebody waits for who has just found the project; the next starts find their code compiled. */
export const demoBench: Bench = {
  name: 'npm run demo until its page has come',
  run: async () => {
    await rm(COMPILED, { recursive: true, force: true });
    const first = await startDemo();
    const next = [];
    for (let round = 0; round < ROUNDS; round++) next.push(await startDemo());
    return [
      { measure: 'the first start after npm ci', value: first, unit: 's', reach: 5 },
      { measure: `the worst of ${ROUNDS} further ones`, value: Math.max(...next), unit: 's', reach: 5 },
    ];
  },
};
