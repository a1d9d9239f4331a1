import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { randomFrom } from '../simulators/pagerduty/random.ts';
import { expectHistory, stepIn, type Told } from './story.ts';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 30);
const WRITER = join(import.meta.dirname, 'writer.ts');

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test(`killed at ${ROUNDS} random moments, the writer loses no acknowledged commit`, async () => {
  const random = randomFrom(Date.now());
  const told: Told = { acknowledged: 0, sequences: [], refused: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await writeAndKill(random.between(0, 150), told);
    const store = await openJsonStore({ dataDir });
    const step = await stepIn(store);
    expect(step).toBeGreaterThanOrEqual(told.acknowledged);
    expect(step).toBeLessThanOrEqual(told.acknowledged + 1);
    await expectHistory(store, {
      ...told,
      sequences: sparse(told.sequences, random.between(1, told.acknowledged + 1)),
    });
    expect(await store.damage.all()).toEqual([]);
    told.acknowledged = step;
    await store.close();
  }
  expect(told.acknowledged).toBeGreaterThan(ROUNDS / 2);
});

/** One of the acknowledged sequences: asking for all of them in each round would take long. */
function sparse(sequences: readonly number[], step: number): number[] {
  const chosen: number[] = [];
  if (sequences[step] !== undefined) chosen[step] = sequences[step];
  return chosen;
}

async function writeAndKill(after: number, told: Told): Promise<void> {
  const writer = spawn(process.execPath, [WRITER, dataDir, '20000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(writer, 'exit');
  const lines = createInterface({ input: writer.stdout });
  const read = (async () => {
    for await (const line of lines) {
      if (line === 'open') {
        setTimeout(after).then(() => writer.kill('SIGKILL'));
        continue;
      }
      const [step = 0, sequence = 0] = line.split(' ').map(Number);
      told.acknowledged = step;
      told.sequences[step] = sequence;
    }
  })();
  const [code, signal] = await exited;
  await read;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}
