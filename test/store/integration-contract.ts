import { describe, expect, test } from 'vitest';
import { NameTakenError } from '../../src/store/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { collection, incident, integration, NOON, run } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';
import { windowIds } from './window-ids.ts';

/** What every store promises about integrations, and about the collections and settings beside them. */
export function describeIntegrations(name: string, place: () => Promise<StorePlace>): void {
  describe(`integrations in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });

    test('are saved, replaced and listed by workspace, and outlive the process', async () => {
      await store.integrations.save(integration());
      await store.integrations.save(integration({ description: 'EU account' }));
      await store.integrations.save(integration({ workspaceId: 'T2', id: 'other' }));
      await reopen();
      expect(await store.integrations.list('T1')).toEqual([integration({ description: 'EU account' })]);
      expect(await store.integrations.get('T1', 'other')).toBeUndefined();
      expect((await store.integrations.all()).map(({ id }) => id).sort()).toEqual(['acme', 'other']);
    });

    test('a name is unique in its workspace without regard to case', async () => {
      await store.integrations.save(integration({ name: 'Acme' }));
      await expect(store.integrations.save(integration({ id: 'second', name: 'ACME' }))).rejects.toThrow(
        NameTakenError,
      );
      await store.integrations.save(integration({ workspaceId: 'T2', id: 'second', name: 'acme' }));
      await store.integrations.save(integration({ name: 'ACME' }));
      expect((await store.integrations.list('T1')).map(({ name }) => name)).toEqual(['ACME']);
    });

    test('of two that take one name at once, one is refused', async () => {
      const outcomes = await Promise.allSettled([
        store.integrations.save(integration({ id: 'first', name: 'Acme' })),
        store.integrations.save(integration({ id: 'second', name: 'acme' })),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await store.integrations.list('T1')).toHaveLength(1);
    });

    test('one is changed as it is at that moment, and one that was deleted does not come back', async () => {
      await store.integrations.save(integration({ description: '' }));
      const written = ['a', 'b', 'c'].map((letter) =>
        store.integrations.update('T1', 'acme', (known) => ({
          ...known,
          description: known.description + letter,
        })),
      );
      await Promise.all(written);
      await reopen();
      expect((await store.integrations.get('T1', 'acme'))?.description).toHaveLength(3);
      expect(await store.integrations.update('T1', 'acme', (known) => known)).toMatchObject({ id: 'acme' });
      expect(await store.integrations.update('T2', 'acme', (known) => known)).toBeUndefined();
      await store.integrations.delete('T1', 'acme');
      const late = await store.integrations.update('T1', 'acme', (known) => ({ ...known, paused: true }));
      expect(late).toBeUndefined();
      expect(await store.integrations.list('T1')).toEqual([]);
    });

    test('one cannot take the name of another by a change', async () => {
      await store.integrations.save(integration({ name: 'Acme' }));
      await store.integrations.save(integration({ id: 'second', name: 'Second' }));
      const renamed = store.integrations.update('T1', 'second', (known) => ({ ...known, name: 'ACME' }));
      await expect(renamed).rejects.toThrow(NameTakenError);
      expect((await store.integrations.get('T1', 'second'))?.name).toBe('Second');
    });

    test('a deleted one takes its data with it, also when it comes back under its id', async () => {
      await store.integrations.save(integration());
      await store.sync.commit('T1', 'acme', {
        incidents: [incident()],
        run: run(),
        state: { coverage: { coveredFrom: 1, completeTo: 2 }, backfill: null, nightlyAt: null },
        rejected: [{ at: NOON, id: 'P9', reason: 'no created_at' }],
      });
      await store.integrations.delete('T1', 'acme');
      await store.integrations.save(integration());
      await reopen();
      expect(await windowIds(store)).toEqual([]);
      expect(await store.incidents.count('T1', 'acme')).toBe(0);
      expect(await store.sync.runs('T1', 'acme', 10)).toEqual([]);
      expect(await store.sync.rejected('T1', 'acme', 10)).toEqual([]);
      expect((await store.sync.state('T1', 'acme')).coverage).toBeNull();
      expect((await store.incidents.directory('T1', 'acme')).services).toEqual([]);
    });

    describe('collections', () => {
      test('one is changed as it is at that moment, and one that was deleted does not come back', async () => {
        await store.collections.save(collection({ id: 'c1', name: 'Payments', tags: [] }));
        await Promise.all(
          ['a', 'b'].map((tag) =>
            store.collections.update('T1', 'c1', (known) => ({ ...known, tags: [...known.tags, tag] })),
          ),
        );
        await reopen();
        expect((await store.collections.list('T1')).map(({ tags }) => tags.toSorted())).toEqual([['a', 'b']]);
        await store.collections.delete('T1', 'c1');
        const late = await store.collections.update('T1', 'c1', (known) => ({ ...known, name: 'Late' }));
        expect(late).toBeUndefined();
        expect(await store.collections.list('T1')).toEqual([]);
      });

      test('are saved, replaced, deleted, and unique by name', async () => {
        await store.collections.save(collection({ id: 'c1', name: 'Payments' }));
        await store.collections.save(collection({ id: 'c2', name: 'Search', parentId: 'c1' }));
        await expect(store.collections.save(collection({ id: 'c3', name: 'payments' }))).rejects.toThrow(
          NameTakenError,
        );
        await store.collections.delete('T1', 'c1');
        await store.collections.delete('T2', 'c2');
        await reopen();
        expect(await store.collections.list('T1')).toEqual([
          collection({ id: 'c2', name: 'Search', parentId: 'c1' }),
        ]);
      });
    });

    describe('settings', () => {
      test('a workspace begins with UTC and without people in reports', async () => {
        expect(await store.settings.get('T1')).toEqual({
          workspaceId: 'T1',
          zone: 'UTC',
          peopleReports: false,
        });
      });

      test('saved settings outlive the process and are those of one workspace', async () => {
        const settings = { workspaceId: 'T1', zone: 'Europe/Berlin', peopleReports: true };
        await store.settings.save(settings);
        await reopen();
        expect(await store.settings.get('T1')).toEqual(settings);
        expect((await store.settings.get('T2')).zone).toBe('UTC');
      });
    });

    test('hostile ids stay in their place', async () => {
      const hostile = [
        '../x',
        '..',
        '.',
        '',
        'a/b',
        'a\\b',
        'con',

        '__proto__',
        'ü'.repeat(300),
        '%',
      ];
      for (const id of hostile) {
        await store.integrations.save(integration({ workspaceId: id, id, name: 'n' }));
        await store.sync.commit(id, id, { incidents: [incident({ id: `P-${id}`, integrationId: id })] });
      }
      await reopen();
      for (const id of hostile) expect(await windowIds(store, {}, id)).toEqual([`P-${id}`]);
    });
  });
}
