import { expect, test } from 'vitest';
import { RateBudget, type Turn } from '../../src/pagerduty/rate-budget.ts';
import { fakeTime } from './fake-time.ts';

const FULL = { limit: 960, remaining: 900, reset: 60_000 };

/** Begins turns without waiting; tells who was let through, in order. */
function queue(budget: RateBudget) {
  const granted: string[] = [];
  const turns: Turn[] = [];
  return {
    granted,
    turns,
    ask: (name: string, urgency: 'question' | 'sync' | 'background' = 'sync', signal?: AbortSignal) =>
      budget.turn(urgency, signal).then((turn) => {
        granted.push(name);
        turns.push(turn);
      }),
    settled: () => new Promise((resolve) => setTimeout(resolve, 5)),
  };
}

test('four requests are in flight, the fifth waits for one to end', async () => {
  const { ask, granted, turns, settled } = queue(new RateBudget(fakeTime()));
  for (const name of ['1', '2', '3', '4', '5']) void ask(name);
  await settled();
  expect(granted).toEqual(['1', '2', '3', '4']);
  turns[0]?.end(FULL);
  await settled();
  expect(granted).toEqual(['1', '2', '3', '4', '5']);
});

test("people's questions go before the sync, and that before what can wait", async () => {
  const { ask, granted, turns, settled } = queue(new RateBudget(fakeTime()));
  for (const name of ['1', '2', '3', '4']) void ask(name);
  void ask('severities', 'background');
  void ask('pages', 'sync');
  void ask('question', 'question');
  await settled();
  for (const turn of [...turns]) turn.end(FULL);
  await settled();
  expect(granted.slice(4)).toEqual(['question', 'pages', 'severities']);
});

test('with nothing left it sleeps until exactly the reset', async () => {
  const time = fakeTime();
  const budget = new RateBudget(time);
  (await budget.turn('sync')).end({ limit: 960, remaining: 0, reset: 17_000 });
  await budget.turn('sync');
  expect(time.slept).toEqual([17_000]);
});

test('what is in flight counts against what remains', async () => {
  const time = fakeTime();
  const budget = new RateBudget(time);
  const first = await budget.turn('sync');
  await budget.turn('sync');
  await budget.turn('sync');
  first.end({ limit: 960, remaining: 2, reset: 30_000 });
  await budget.turn('sync');
  expect(time.elapsed()).toBe(30_000);
});

test('an answer that was overtaken does not give the budget back', async () => {
  const time = fakeTime();
  const budget = new RateBudget(time);
  const [one, other] = [await budget.turn('sync'), await budget.turn('sync')];
  other.end({ limit: 960, remaining: 0, reset: 20_000 });
  one.end({ limit: 960, remaining: 1, reset: 20_000 });
  await budget.turn('sync');
  expect(time.elapsed()).toBe(20_000);
});

test('never more than the limit in any sixty seconds, though PagerDuty would begin a new minute', async () => {
  const time = fakeTime();
  const budget = new RateBudget(time);
  const sent: number[] = [];
  for (let request = 0; request < 100; request++) {
    const turn = await budget.turn('sync');
    sent.push(time.elapsed());
    await time.sleep(request < 20 ? 1_000 : 10);
    turn.end({ limit: 30, remaining: 30, reset: 1 });
  }
  for (const [row, at] of sent.entries()) {
    const later = sent[row + 30];
    if (later !== undefined) expect(later - at).toBeGreaterThanOrEqual(60_000);
  }
});

test('who gives up leaves the queue with its reason, and the others go on', async () => {
  const { ask, granted, turns, settled } = queue(new RateBudget(fakeTime()));
  for (const name of ['1', '2', '3', '4']) void ask(name);
  const patience = new AbortController();
  const impatient = ask('impatient', 'question', patience.signal);
  void ask('patient');
  await settled();
  patience.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  turns[0]?.end(FULL);
  await settled();
  expect(granted).toEqual(['1', '2', '3', '4', 'patient']);
});

test('history leaves a tenth of the limit to the sync, and the sync a little to people', async () => {
  const { ask, granted, turns, settled } = queue(
    new RateBudget({ ...fakeTime(), sleep: () => new Promise(() => {}) }),
  );
  void ask('first', 'sync');
  await settled();
  turns[0]?.end({ limit: 100, remaining: 10, reset: 60_000 });
  void ask('history', 'background');
  await settled();
  expect(granted).toEqual(['first']);
  void ask('sync', 'sync');
  await settled();
  expect(granted).toEqual(['first', 'sync']);
  turns[1]?.end({ limit: 100, remaining: 2, reset: 60_000 });
  void ask('more', 'sync');
  void ask('question', 'question');
  await settled();
  expect(granted).toEqual(['first', 'sync', 'question']);
});

test('requests of history leave a place in flight for others', async () => {
  const { ask, granted, settled } = queue(new RateBudget(fakeTime()));
  for (const name of ['1', '2', '3', '4']) void ask(name, 'background');
  await settled();
  expect(granted).toEqual(['1', '2', '3']);
  void ask('question', 'question');
  await settled();
  expect(granted).toEqual(['1', '2', '3', 'question']);
});
