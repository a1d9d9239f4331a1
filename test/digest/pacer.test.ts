import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPacer } from '../../src/digest/pacer.ts';

const forever = new AbortController().signal;

/** When each of some turns came, by a clock of the test. */
async function turnsOf(
  places: readonly string[],
  gaps: Parameters<typeof createPacer>[0],
): Promise<number[]> {
  const began = performance.now();
  const pacer = createPacer(gaps);
  return Promise.all(
    places.map(async (place) => {
      const [workspace = '', channel = ''] = place.split('/');
      return pacer.inTurn(workspace, channel, forever, async () => performance.now() - began);
    }),
  );
}

/** Timers may come a little early. */
const EARLY = 3;

test('messages of one channel stay apart, also where all have to wait', async () => {
  const times = await turnsOf(['T1/C1', 'T2/C1', 'T1/C1', 'T1/C1'], { channel: 80, workspace: 0, all: 30 });
  const own = [times[0], times[2], times[3]] as [number, number, number];
  expect(own[1] - own[0]).toBeGreaterThanOrEqual(80 - EARLY);
  expect(own[2] - own[1]).toBeGreaterThanOrEqual(80 - EARLY);
});

test('a posting that takes long brings the next one no closer, and one that fails ends its turn', async () => {
  const pacer = createPacer({ channel: 60, workspace: 0, all: 0 });
  let ended = 0;
  const slow = pacer.inTurn('T1', 'C1', forever, async () => {
    await setTimeout(100);
    ended = performance.now();
    throw new Error('Slack broke off');
  });
  const next = pacer.inTurn('T1', 'C1', forever, async () => performance.now());
  await expect(slow).rejects.toThrow('Slack broke off');
  expect((await next) - ended).toBeGreaterThanOrEqual(60 - EARLY);
});

test('messages of one workspace stay apart, those of others do not wait for them', async () => {
  const times = await turnsOf(['T1/C1', 'T1/C2', 'T1/C3', 'T2/C1'], { channel: 0, workspace: 100, all: 0 });
  expect(times[2]).toBeGreaterThanOrEqual(200 - EARLY);
  expect(times[3]).toBeLessThan(times[2] as number);
});

test('a workspace that Slack wants left alone is, the others are not', async () => {
  const pacer = createPacer({ channel: 0, workspace: 0, all: 0 });
  pacer.hold('T1', 120);
  const began = performance.now();
  const order: string[] = [];
  await Promise.all([
    pacer.inTurn('T1', 'C1', forever, async () => order.push('T1')),
    pacer.inTurn('T2', 'C1', forever, async () => order.push('T2')),
  ]);
  expect(order).toEqual(['T2', 'T1']);
  expect(performance.now() - began).toBeGreaterThanOrEqual(120 - EARLY);
});

test('who stops waits no longer', async () => {
  const pacer = createPacer({ channel: 60_000, workspace: 0, all: 0 });
  const stopping = new AbortController();
  const post = async () => {};
  await pacer.inTurn('T1', 'C1', stopping.signal, post);
  const waiting = pacer.inTurn('T1', 'C1', stopping.signal, post);
  stopping.abort();
  await expect(waiting).rejects.toThrow();
});
