import { describe, expect, test } from 'vitest';
import type { KeptReport } from '../../src/domain/kept-report.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { NameTakenError } from '../../src/store/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { question } from '../fixtures/question.ts';
import { exclusion, incident, integration } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';

function profile(changes: Partial<Profile> = {}): Profile {
  return {
    workspaceId: 'T1',
    id: 'p1',
    name: 'Customers',
    integrationIds: null,
    filter: [{ field: 'urgency', operator: 'equals', values: ['high'] }],
    track: 'created',
    ...changes,
  };
}

export function report(changes: Partial<KeptReport> = {}): KeptReport {
  const window = { start: 1_000, end: 2_000, zone: 'Europe/Berlin' };
  return {
    workspaceId: 'T1',
    id: '7KQ2M',
    at: 2_000,
    question: question({ track: null }),
    settled: {
      subject: 'All services',
      metric: 'mttr',
      track: 'resolved',
      by: [],
      window,
      covered: null,
      before: window,
      isBeforeCovered: false,
      asOf: 2_000,
      completeTo: null,
      integrationIds: ['acme'],
      filter: [],
      profile: null,
      excluded: [{ integrationId: 'acme', incidentId: 'P1', number: 1 }],
    },
    sequence: 12,
    checksum: '00ff00ff00ff00ff',
    n: 3,
    mean: 1_800.5,
    ...changes,
  };
}

/** What every store promises about how recovery is measured: profiles, exclusions, reports, and what changes numbers. */
export function describeMeasuring(name: string, place: () => Promise<StorePlace>): void {
  describe(`measuring in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });

    test('profiles are saved, replaced, and unique by name in their workspace', async () => {
      await store.profiles.save(profile());
      await store.profiles.save(profile({ id: 'p2', name: 'All' }));
      await store.profiles.save(profile({ track: 'updated' }));
      await store.profiles.save(profile({ workspaceId: 'T2', id: 'p3' }));
      await expect(store.profiles.save(profile({ id: 'p4', name: 'CUSTOMERS' }))).rejects.toThrow(
        NameTakenError,
      );
      await reopen();
      expect(await store.profiles.list('T1')).toEqual([
        profile({ track: 'updated' }),
        profile({ id: 'p2', name: 'All' }),
      ]);
    });

    test('who assigns profiles at the same moment, to several places, loses nothing', async () => {
      const places = ['c1', 'c2', 'c3'];
      await Promise.all(
        places.map((place) =>
          store.profiles.assign('T1', (known) => ({
            ...known,
            byCollection: { ...known.byCollection, [place]: 'p1' },
          })),
        ),
      );
      await reopen();
      const { byCollection } = await store.profiles.assignments('T1');
      expect(Object.keys(byCollection).toSorted()).toEqual(places);
    });

    test('a change of the assignments says what they were before', async () => {
      await store.profiles.assign('T1', (known) => ({ ...known, defaultId: 'p1' }));
      const before = await store.profiles.assign('T1', (known) => ({ ...known, defaultId: 'p2' }));
      expect(before).toMatchObject({ defaultId: 'p1' });
    });

    test('a profile is changed as it is at that moment, and one that was deleted does not come back', async () => {
      await store.profiles.save(profile({ integrationIds: ['a', 'b', 'c'] }));
      const without = (id: string) =>
        store.profiles.update('T1', 'p1', (known) => ({
          ...known,
          integrationIds: known.integrationIds?.filter((each) => each !== id) ?? null,
        }));
      await Promise.all([without('a'), without('b')]);
      await reopen();
      expect((await store.profiles.list('T1'))[0]?.integrationIds).toEqual(['c']);
      await store.profiles.delete('T1', 'p1');
      expect(await without('c')).toBeUndefined();
      expect(await store.profiles.list('T1')).toEqual([]);
    });

    test('a deleted profile holds nowhere any more', async () => {
      expect(await store.profiles.assignments('T1')).toEqual({
        workspaceId: 'T1',
        defaultId: null,
        byCollection: {},
      });
      await store.profiles.save(profile());
      await store.profiles.assign('T1', (none) => ({
        ...none,
        defaultId: 'p1',
        byCollection: { c1: 'p1', c2: 'p2' },
      }));
      await store.profiles.delete('T1', 'p1');
      await reopen();
      expect(await store.profiles.list('T1')).toEqual([]);
      expect(await store.profiles.assignments('T1')).toEqual({
        workspaceId: 'T1',
        defaultId: null,
        byCollection: { c2: 'p2' },
      });
    });

    test('exclusions are kept, also those that were taken back', async () => {
      await store.exclusions.save(exclusion());
      await store.exclusions.save(exclusion({ withdrawn: { by: 'U2', at: 2_000 } }));
      await store.exclusions.save(exclusion({ id: 'x2' }));
      await reopen();
      expect(await store.exclusions.list('T1')).toEqual([
        exclusion({ withdrawn: { by: 'U2', at: 2_000 } }),
        exclusion({ id: 'x2' }),
      ]);
      expect(await store.exclusions.list('T2')).toEqual([]);
    });

    test('a report stays what it was, whoever saves another under its id', async () => {
      await store.reports.save(report());
      await store.reports.save(report({ n: 4 }));
      await reopen();
      expect(await store.reports.get('T1', '7KQ2M')).toEqual(report());
      expect(await store.reports.get('T2', '7KQ2M')).toBeUndefined();
    });

    test('the newest reports are kept', async () => {
      await reopen({ mostReports: 3 });
      await store.reports.save(report({ workspaceId: 'T2', id: 'R0' }));
      const kept = async () => {
        const all = await Promise.all(
          ['R0', 'R1', 'R2', 'R3', 'R4'].map((id) => store.reports.get('T1', id)),
        );
        return all.flatMap((found) => (found ? [found.id] : []));
      };
      for (const id of ['R0', 'R1', 'R2']) await store.reports.save(report({ id }));
      expect(await kept()).toEqual(['R0', 'R1', 'R2']);
      await store.reports.save(report({ id: 'R3' }));
      expect(await kept()).toEqual(['R1', 'R2', 'R3']);
      await store.reports.save(report({ id: 'R1' })); // it is there: nothing makes room for it
      expect(await kept()).toEqual(['R1', 'R2', 'R3']);
      await store.reports.save(report({ id: 'R4' }));
      expect(await kept()).toEqual(['R2', 'R3', 'R4']);
      expect(await store.reports.get('T2', 'R0')).toBeDefined();
    });

    test('what may change a report of the workspace moves its revision on; keeping a report does not', async () => {
      const revision = async () => store.revision('T1');
      const moves = async (work: () => Promise<unknown>) => {
        const before = await revision();
        await work();
        return (await revision()) > before;
      };
      expect(await moves(() => store.integrations.save(integration()))).toBe(true);
      expect(await moves(() => store.sync.commit('T1', 'acme', { incidents: [incident()] }))).toBe(true);
      expect(await moves(() => store.profiles.save(profile()))).toBe(true);
      expect(await moves(() => store.exclusions.save(exclusion()))).toBe(true);
      expect(await moves(() => store.reports.save(report()))).toBe(false);
      expect(await moves(() => store.integrations.save(integration({ workspaceId: 'T2' })))).toBe(false);
    });
  });
}
