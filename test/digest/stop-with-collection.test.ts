import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopWithCollection } from '../../src/digest/stop-with-collection.ts';
import { HOUR } from '../../src/domain/duration.ts';
import { createLog } from '../../src/log.ts';
import { digest as digestRecord } from '../store/records.ts';
import { by, NOW, type StartedDigests, startDigests } from './start-digests.ts';

let digests: StartedDigests['digests'];
let poster: StartedDigests['poster'];
let workspaces: StartedDigests['workspaces'];
let world: StartedDigests['world'];
let created: StartedDigests['created'];
beforeEach(async () => {
  ({ digests, poster, workspaces, world, created } = await startDigests());
});
afterEach(() => workspaces.stop());

test('a collection that is deleted pauses its digests, says so before, and their owners hear of it', async () => {
  const { store, audit, collections } = workspaces;
  await created();
  await created({ collectionId: null });
  await store.digests.save(
    digestRecord({ id: 'off', collectionId: 'c1', paused: { kind: 'person', userId: 'U1', at: NOW } }),
  );
  const log = createLog('silent');
  const stopping = stopWithCollection(collections, {
    store,
    poster,
    audit,
    clock: { now: () => world.now },
    log,
  });
  expect((await digests.affectedBy(by('owner'), 'c1')).map(({ id }) => id)).toEqual(['d1']);
  expect(await stopping.deletionOf(by('owner'), 'c1')).toMatchObject({ digests: 2 });
  world.now += HOUR;
  await stopping.delete(by('owner'), 'c1');
  const left = Object.fromEntries((await store.digests.list('T1')).map(({ id, paused }) => [id, paused]));
  expect(left).toEqual({
    d1: { kind: 'collection deleted', name: 'Collection of T1', at: world.now },
    d2: null,
    off: { kind: 'person', userId: 'U1', at: NOW },
  });
  expect(poster.told).toMatchObject([{ to: 'curator', news: { kind: 'paused' } }]);
});
