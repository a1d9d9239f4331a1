import { beforeEach, describe, expect, test } from 'vitest';
import { brokenAt, nextRecord } from '../../src/domain/audit-record.ts';
import type { GivenRole } from '../../src/store/role-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { ExportedRecord } from '../../src/store/workspace-store.ts';
import { collection, incident, installation, integration, run, sealed } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';
import { idsOf } from './window-ids.ts';

const given = (changes: Partial<GivenRole> = {}): GivenRole => ({
  workspaceId: 'T1',
  userId: 'U1',
  role: 'admin',
  givenBy: 'U0',
  givenAt: 1_000,
  ...changes,
});

const DAY = 86_400;

/** What every store promises about installations, roles, audiences, the audit log, and a workspace as a whole. */
export function describeWorkspaces(name: string, place: () => Promise<StorePlace>): void {
  describe(`workspaces in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });
    const append = (workspaceId: string, what: string) =>
      store.audit.append(workspaceId, (last) =>
        nextRecord(last, {
          workspaceId,
          at: 1_000,
          actor: 'p1',
          what,
          object: { kind: 'workspace', id: workspaceId, name: '' },
          before: null,
          after: null,
        }),
      );

    test('an installation is kept by its workspace and outlives the process', async () => {
      await store.installations.save(installation());
      await store.installations.save(installation({ workspaceId: 'E1', kind: 'organisation' }));
      await store.installations.save(installation({ name: 'Acme Ltd' }));
      await reopen();
      expect(await store.installations.get('T1')).toEqual(installation({ name: 'Acme Ltd' }));
      expect(await store.installations.get('T2')).toBeUndefined();
      expect((await store.installations.all()).map(({ workspaceId }) => workspaceId).sort()).toEqual([
        'E1',
        'T1',
      ]);
    });

    test('of two that rotate the same tokens, one is stored', async () => {
      await store.installations.save(installation());
      const tokens = ['access-2', 'access-3'];
      const outcomes = await Promise.all(
        tokens.map((access) =>
          store.installations.rotate('T1', sealed('access-1'), { access: sealed(access), rotation: null }),
        ),
      );
      // Which of them is first, nobody can say.
      expect(outcomes.toSorted()).toEqual([false, true]);
      await reopen();
      expect((await store.installations.get('T1'))?.tokens?.access).toBe(tokens[outcomes.indexOf(true)]);
      expect(
        await store.installations.rotate('T9', sealed('x'), { access: sealed('y'), rotation: null }),
      ).toBe(false);
    });

    test('a given role answers the request for it', async () => {
      await store.roles.saveRequest({ workspaceId: 'T1', userId: 'U1', role: 'admin', requestedAt: 1 });
      expect((await store.roles.request('T1', 'U1'))?.role).toBe('admin');
      expect(await store.roles.request('T2', 'U1')).toBeUndefined();
      await store.roles.save(given());
      await store.roles.save(given({ workspaceId: 'T2', role: 'viewer' }));
      await reopen();
      expect(await store.roles.request('T1', 'U1')).toBeUndefined();
      expect(await store.roles.get('T1', 'U1')).toEqual(given());
      expect(await store.roles.list('T1')).toEqual([given()]);
      expect(await store.roles.all()).toHaveLength(2);
      await store.roles.saveRequest({ workspaceId: 'T1', userId: 'U1', role: 'admin', requestedAt: 2 });
      await store.roles.delete('T1', 'U1');
      expect(await store.roles.list('T1')).toEqual([]);
      expect(await store.roles.request('T1', 'U1')).toBeUndefined();
      expect(await store.roles.list('T2')).toHaveLength(1);
    });

    test('an audience belongs to one thing of one workspace', async () => {
      const audience = {
        workspaceId: 'T1',
        subject: { kind: 'integration', id: 'acme' },
        only: { channelIds: ['C1'], userIds: [] },
        privateTeams: 'left out',
      } as const;
      await store.audiences.save(audience);
      await reopen();
      expect(await store.audiences.list('T1')).toEqual([audience]);
      expect(await store.audiences.list('T2')).toEqual([]);
      expect(await store.audiences.get('T1', { kind: 'collection', id: 'acme' })).toBeUndefined();
      await store.audiences.delete('T1', audience.subject);
      expect(await store.audiences.list('T1')).toEqual([]);
    });

    test('the audit log is a chain for each workspace, also where many write at once', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, at) => append('T1', `thing ${at}`)));
      await append('T2', 'other');
      await reopen();
      await append('T1', 'last');
      const records = await store.audit.read('T1');
      expect(records).toHaveLength(21);
      expect(records.at(-1)?.what).toBe('last');
      expect(brokenAt(records)).toBeNull();
      expect(await store.audit.read('T2')).toHaveLength(1);
      expect(await store.audit.read('T3')).toEqual([]);
    });

    test('a person has one pseudonym in a workspace', async () => {
      let count = 0;
      const fresh = () => `p${++count}`;
      const [first, again] = await Promise.all([
        store.audit.pseudonym('T1', 'U1', fresh),
        store.audit.pseudonym('T1', 'U1', fresh),
      ]);
      expect(again).toBe(first);
      expect(await store.audit.pseudonym('T2', 'U1', fresh)).not.toBe(first);
      await reopen();
      expect(await store.audit.people('T1')).toEqual(new Map([[first, 'U1']]));
    });

    test('incidents of months that are past keeping go, with their coverage; open ones and newer ones stay', async () => {
      const now = Date.UTC(2026, 9, 31, 12) / 1000;
      await store.integrations.save(integration());
      await store.integrations.save(integration({ id: 'second', name: 'Second' }));
      const at = (id: string, days: number, open = false) =>
        incident({
          id,
          number: days,
          createdAt: now - days * DAY,
          updatedAt: now - days * DAY + 60,
          resolvedAt: open ? null : now - days * DAY + 60,
        });
      const state = {
        coverage: { coveredFrom: now - 300 * DAY, completeTo: now },
        backfill: null,
        nightlyAt: null,
      };
      await store.sync.commit('T1', 'acme', {
        incidents: [at('new', 1), at('old', 200), at('older', 250)],
        state,
      });
      await store.sync.commit('T1', 'second', {
        incidents: [{ ...at('open', 200, true), integrationId: 'second' }],
        state,
      });
      expect(await store.workspaces.forgetBefore(now - 90 * DAY)).toBe(2);
      await reopen();
      const span = { start: 0, end: now };
      const table = await store.incidents.window('T1', { integrationIds: null, track: 'created', span });
      expect(idsOf(table)).toEqual(['new', 'open']);
      expect(await store.incidents.count('T1', 'acme')).toBe(1);
      expect(await store.incidents.get('T1', 'acme', ['old'])).toEqual([]);
      const { coverage } = await store.sync.state('T1', 'acme');
      expect(coverage).toEqual({ coveredFrom: Date.UTC(2026, 7, 1) / 1000, completeTo: now });
      expect(await store.workspaces.forgetBefore(now - 90 * DAY)).toBe(0);
    });

    test('what was forgotten does not come back through a sync that had begun before', async () => {
      const now = Date.UTC(2026, 10, 15) / 1000;
      await store.integrations.save(integration());
      const begun = {
        coverage: { coveredFrom: now - 365 * DAY, completeTo: now - 600 },
        backfill: null,
        nightlyAt: null,
      };
      await store.sync.commit('T1', 'acme', { state: begun });
      await store.workspaces.forgetBefore(now - 90 * DAY);
      const coverage = { coveredFrom: now - 365 * DAY, completeTo: now };
      await store.sync.commit('T1', 'acme', { state: { ...begun, coverage } });
      await reopen();
      expect((await store.sync.state('T1', 'acme')).coverage).toEqual({
        coveredFrom: Date.UTC(2026, 7, 1) / 1000,
        completeTo: now,
      });
    });

    test('a backfill that was to reach further back than what was forgotten ends there', async () => {
      const now = Date.UTC(2026, 10, 15) / 1000;
      const border = Date.UTC(2026, 7, 1) / 1000;
      await store.integrations.save(integration());
      const backfill = {
        floor: now - 365 * DAY,
        end: now,
        startedAt: now,
        expected: null,
        stored: 0,
        finishedAt: null,
      };
      const coverage = { coveredFrom: now - 180 * DAY, completeTo: now };
      await store.sync.commit('T1', 'acme', { state: { coverage, backfill, nightlyAt: null } });
      await store.workspaces.forgetBefore(now - 90 * DAY);
      const ended = { floor: border, finishedAt: now };
      expect(await store.sync.state('T1', 'acme')).toMatchObject({ backfill: ended });

      const going = { ...backfill, stored: 5 };
      await store.sync.commit('T1', 'acme', { state: { coverage: null, backfill: going, nightlyAt: null } });
      expect(await store.sync.state('T1', 'acme')).toMatchObject({
        coverage: null,
        backfill: { floor: border, stored: 5, finishedAt: null },
      });
    });

    describe('all of a workspace', () => {
      beforeEach(async () => {
        for (const workspaceId of ['T1', 'T2']) {
          await store.installations.save(installation({ workspaceId }));
          await store.integrations.save(integration({ workspaceId }));
          await store.collections.save(collection({ workspaceId }));
          await store.roles.save(given({ workspaceId }));
          await store.audit.pseudonym(workspaceId, 'U1', () => `pseudonym-${workspaceId}`);
          await append(workspaceId, 'begun');
          await store.sync.commit(workspaceId, 'acme', {
            incidents: [incident({ id: 'A' }), incident({ id: 'B', number: 2 })],
            run: run(),
          });
        }
      });

      test('can be exported: every incident, no secret, nobody else’s', async () => {
        await reopen();
        const records: ExportedRecord[] = [];
        for await (const record of store.workspaces.export('T1')) records.push(record);
        const kinds = Object.groupBy(records, ({ kind }) => kind);
        expect(kinds.incident?.map(({ value }) => (value as { id: string }).id).sort()).toEqual(['A', 'B']);
        expect(Object.keys(kinds)).toEqual(
          expect.arrayContaining(['integrations', 'collections', 'roles', 'installations', 'directory']),
        );
        const text = JSON.stringify(records);
        for (const secret of [integration().apiKey, 'access-1', 'refresh-1', 'pseudonym-T1', '"T2"'])
          expect(text).not.toContain(secret);
      });

      test('is forgotten with what is left of integrations that are not configured any more', async () => {
        await store.sync.commit('T1', 'gone', { incidents: [incident({ id: 'C' })] });
        await store.workspaces.forget('T1');
        await reopen();
        expect(await store.incidents.count('T1', 'gone')).toBe(0);
      });

      test('can be forgotten: only the installation and a log without people stay', async () => {
        await store.workspaces.forget('T1');
        await reopen();
        expect(await store.integrations.list('T1')).toEqual([]);
        expect(await store.collections.list('T1')).toEqual([]);
        expect(await store.roles.list('T1')).toEqual([]);
        expect(await store.audit.people('T1')).toEqual(new Map());
        expect(await store.incidents.count('T1', 'acme')).toBe(0);
        expect(brokenAt(await store.audit.read('T1'))).toBeNull();
        expect(await store.installations.get('T1')).toEqual(installation());
        expect(await store.incidents.count('T2', 'acme')).toBe(2);
        expect(await store.collections.list('T2')).toHaveLength(1);
      });
    });
  });
}
