import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { INTEGRATION, type Setup, setup, WORKSPACE } from './setup.ts';

describe('a spot check', () => {
  let world: Setup;
  let app: Awaited<ReturnType<Setup['boot']>>;
  beforeEach(async () => {
    world = await setup({ incidents: 30 });
    app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
  });
  afterEach(async () => {
    await app.shutDown();
    await world[Symbol.asyncDispose]();
  });
  const check = (number: number) => app.sync.spotCheck(WORKSPACE, INTEGRATION, number);
  const first = () => {
    const [incident] = world.pagerduty.truth(INTEGRATION).filter(({ ending }) => ending === 'person');
    if (!incident) throw new Error('there is one');
    return incident;
  };

  test('finds an incident as PagerDuty has it', async () => {
    const { id, number } = first();
    expect(await check(number)).toMatchObject({
      kind: 'compared',
      stored: { id },
      current: { id },
      same: true,
    });
  });

  test('tells what changed since', async () => {
    const { id, number } = first();
    world.pagerduty.mutate.reprioritise(id, number % 2 === 0 ? 'P1' : null);
    world.pagerduty.mutate.reopen(id);
    expect(await check(number)).toMatchObject({
      kind: 'compared',
      stored: { status: 'resolved' },
      current: { status: 'triggered' },
      same: false,
    });
  });

  test('an unknown number is not stored', async () => {
    expect(await check(1)).toEqual({ kind: 'not stored' });
  });

  test('says why PagerDuty could not be asked', async () => {
    world.pagerduty.faults.next({ kind: 'status', status: 503 }, { times: 5 });
    expect(await check(first().number)).toMatchObject({
      kind: 'not compared',
      sentence: expect.stringContaining('trouble'),
    });
  });
});
