import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/duration.ts';
import { NOW, setup, stored, truth, WORKSPACE } from './setup.ts';

test('what was created before the backfill and resolved in it is there', async () => {
  await using world = await setup({
    incidents: [
      {
        id: 'CLEANED-UP',
        createdAt: NOW - 700 * DAY,
        acknowledgedAt: NOW - 699 * DAY,
        resolvedAt: NOW - 3 * DAY,
      },
      { id: 'OVER', createdAt: NOW - 250 * DAY, resolvedAt: NOW - 240 * DAY },
      { id: 'STILL-OPEN', createdAt: NOW - 400 * DAY },
      { createdAt: NOW - 5 * DAY, resolvedAt: NOW - 5 * DAY + HOUR },
    ],
  });
  const app = await world.boot();
  await app.store.integrations.save(world.integration);
  await app.sync.start();
  await app.sync.idle();
  await app.tick();
  expect(truth(world).map(({ id }) => id)).toEqual(['CLEANED-UP', 'STILL-OPEN', expect.any(String)]);
  const ids = (await stored(app.store)).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['CLEANED-UP', 'STILL-OPEN']));
  const kept = (await stored(app.store)).filter(({ id }) => id !== 'OVER');
  expect(kept).toEqual(truth(world));
  await app.shutDown();
});

test('at no moment does coverage claim a resolution that is not stored', async () => {
  await using world = await setup({
    incidents: Array.from({ length: 400 }, (_, row) => ({
      createdAt: NOW - 400 * DAY + row * DAY,
      resolvedAt: row % 7 === 0 ? NOW - 2 * DAY : NOW - 400 * DAY + row * DAY + HOUR,
    })),
  });
  const app = await world.boot();
  await app.store.integrations.save(world.integration);
  const all = world.pagerduty.truth('i1');
  const { commit } = app.store.sync;
  let claims = 0;
  app.store.sync.commit = async (...args) => {
    const result = await commit(...args);
    const { coverage } = await app.store.sync.state(WORKSPACE, 'i1');
    if (coverage === null) return result;
    claims += 1;
    const ids = new Set((await stored(app.store)).map(({ id }) => id));
    const due = all.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt >= coverage.coveredFrom);
    expect(due.filter(({ id }) => !ids.has(id))).toEqual([]);
    return result;
  };
  await app.sync.start();
  await app.sync.idle();
  expect(claims).toBeGreaterThan(3);
  await app.shutDown();
});
