import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/duration.ts';
import type { Damage } from '../../src/store/damage-store.ts';
import type { Store } from '../../src/store/store.ts';
import { INTEGRATION, NOW, setup, stored, truth, WORKSPACE } from './setup.ts';

const SPAN = { start: NOW - 70 * DAY, end: NOW - 40 * DAY };

test('incidents that the store lost are read again, with what log entries tell of them', async () => {
  await using world = await setup({ incidents: 800 });
  let app = await world.boot(losing);
  await app.store.integrations.save(world.integration);
  await app.sync.start();
  await app.sync.idle();
  expect((await stored(app.store)).length).toBeLessThan(truth(world).length);
  await app.shutDown();

  const damages = [
    damage('elsewhere', { integrationId: 'i2' }),
    damage('first', {}),
    damage('second', { span: { start: NOW - 60 * DAY, end: NOW - 50 * DAY } }),
  ];
  app = await world.boot((store) => damaged(store, damages));
  world.pagerduty.faults.next({ kind: 'status', status: 500 }, { path: '/incidents', times: 6 });
  await app.sync.start();
  await app.sync.idle();
  // The first could not be read: it is tried again by the next run.
  expect(damages.map(({ id }) => id)).toEqual(['elsewhere', 'first']);
  world.time.now += 10 * MINUTE;
  await app.tick();
  expect(damages.map(({ id }) => id)).toEqual(['elsewhere']);
  expect(await stored(app.store)).toEqual(truth(world));
  await app.shutDown();
});

function damage(id: string, rest: Partial<Damage>): Damage {
  const sentence = 'A file was damaged.';
  return { workspaceId: WORKSPACE, id, integrationId: INTEGRATION, span: SPAN, sentence, at: NOW, ...rest };
}

/** A store that keeps nothing of the span. */
function losing(store: Store): Store {
  const { commit } = store.sync;
  store.sync.commit = (workspaceId, integrationId, { incidents, ...batch }) =>
    commit(workspaceId, integrationId, {
      ...batch,
      ...(incidents && {
        incidents: incidents.filter(({ createdAt }) => createdAt < SPAN.start || createdAt >= SPAN.end),
      }),
    });
  return store;
}

function damaged(store: Store, damages: Damage[]): Store {
  return {
    ...store,
    damage: {
      all: async () => [...damages],
      list: async () => [...damages],
      resolve: async (_, id) => {
        damages.splice(0, damages.length, ...damages.filter((each) => each.id !== id));
      },
    },
  };
}
