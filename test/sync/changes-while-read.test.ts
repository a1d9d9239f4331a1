import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import { NOW, setup, stored, truth } from './setup.ts';

test('a change is not lost because another happens while a long feed is read', async () => {
  const ids = Array.from({ length: 250 }, (_, row) => `OLD${row}`);
  await using world = await setup({
    incidents: ids.map((id, row) => ({
      id,
      createdAt: NOW - 60 * DAY + row * MINUTE,
      resolvedAt: NOW - 59 * DAY + row * MINUTE,
      priority: 'P1',
    })),
  });
  const { mutate, faults } = world.pagerduty;
  let app = await world.boot();
  await app.store.integrations.save(world.integration);
  await app.sync.start();
  await app.sync.idle();
  await app.shutDown();

  world.time.now += 2 * DAY;
  for (const [row, id] of ids.entries()) {
    mutate.reprioritise(id, 'P4', { at: world.time.now - DAY + row * MINUTE });
  }
  // The second page has to be asked for once more; the third has come by then, and after it something happened.
  faults.next({ kind: 'change', change: (page) => page }, { path: '/log_entries' });
  faults.next({ kind: 'status', status: 503 }, { path: '/log_entries' });
  const happens = (page: unknown) => {
    mutate.create({ id: 'NEW', createdAt: world.time.now });
    return page;
  };
  faults.next({ kind: 'change', change: happens }, { path: '/log_entries' });

  app = await world.boot();
  await app.sync.start();
  await app.sync.idle();
  world.time.now += HOUR;
  await app.tick();
  expect(await stored(app.store)).toEqual(truth(world));
  await app.shutDown();
});
