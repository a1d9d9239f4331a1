import { describe, expect, test } from 'vitest';
import { type Fault, FaultyDisk, type Survival } from '../store/faulty-disk.ts';
import { expectHistory, openOn, STEPS, stepIn, type Told, write } from './story.ts';

const SURVIVALS: Survival[] = ['synced only', 'everything', { seed: 1 }, { seed: 2 }, { seed: 3 }];
/** Never, at every commit, and now and then. */
const COMPACTIONS = [1e9, 1, 2500];

const nothing = (): Told => ({ acknowledged: 0, sequences: [], refused: [] });

async function callsOf(compactAt: number): Promise<number> {
  const disk = new FaultyDisk();
  const store = await openOn(disk, compactAt);
  const told = nothing();
  await write(store, told);
  await store.close();
  expect(told.acknowledged).toBe(STEPS);
  return disk.calls;
}

describe.each(COMPACTIONS)('compacting after %d bytes', (compactAt) => {
  test('a power cut at every system call loses no acknowledged commit and leaves no half of another', async () => {
    const calls = await callsOf(compactAt);
    for (let at = 1; at <= calls; at++) {
      const disk = new FaultyDisk();
      disk.plan = (call) => (call === at ? 'crash' : null);
      const told = nothing();
      await openOn(disk, compactAt)
        .then(async (store) => {
          await write(store, told);
          await store.close();
        })
        .catch(() => {}); // the process is gone
      for (const survival of SURVIVALS) await expectIntact(disk.afterPowerCut(survival), told, compactAt);
    }
  });

  test.each<Fault>(['ENOSPC', 'EIO', 'short write'])(
    'one %s at every system call: what was refused is not there, all else is, and the store goes on',
    async (fault) => {
      const calls = await callsOf(compactAt);
      for (let at = 1; at <= calls; at++) {
        const disk = new FaultyDisk();
        const store = await openOn(disk, compactAt);
        const told = nothing();
        const first = disk.calls;
        disk.plan = (call) => (call === first + at ? fault : null);
        await write(store, told).catch(refused);
        disk.plan = () => null;
        await write(store, told, STEPS + 1);
        expect(told.acknowledged).toBe(STEPS + 1);
        // A commit that was written says nothing about a compaction that failed.
        await store.compact();
        expect(store.health().problem).toBeNull();
        expect(await stepIn(store)).toBe(STEPS + 1);
        for (const survival of SURVIVALS) await expectIntact(disk.afterPowerCut(survival), told, compactAt);
      }
    },
  );

  test('a disk that is full from some call on: what is stored is still read, and all acknowledged comes back', async () => {
    const calls = await callsOf(compactAt);
    for (let at = 1; at <= calls; at += 3) {
      const disk = new FaultyDisk();
      const store = await openOn(disk, compactAt);
      const told = nothing();
      const first = disk.calls;
      disk.plan = (call, operation) =>
        call >= first + at && ['write', 'open', 'makeFolder'].includes(operation) ? 'ENOSPC' : null;
      await write(store, told).catch(refused);
      if (told.acknowledged < STEPS) expect(store.health().problem?.cause).toBe('disk full');
      expect(await stepIn(store)).toBe(told.acknowledged);
      for (const survival of SURVIVALS) await expectIntact(disk.afterPowerCut(survival), told, compactAt);
    }
  });
});

async function expectIntact(disk: FaultyDisk, told: Told, compactAt: number): Promise<void> {
  const store = await openOn(disk, compactAt);
  const step = await stepIn(store);
  expect(step).toBeGreaterThanOrEqual(told.acknowledged);
  expect(step).toBeLessThanOrEqual(told.acknowledged + 1);
  await expectHistory(store, told);
  expect(await store.damage.all()).toEqual([]);
  await write(store, { ...told, acknowledged: step, sequences: [...told.sequences] }, step + 1);
  expect(await stepIn(store)).toBe(step + 1);
  await store.close();
}

/** The first write, of the integration, may be the one that is refused. */
function refused(error: unknown): void {
  expect(error).toMatchObject({ name: 'StoreWriteError' });
}
