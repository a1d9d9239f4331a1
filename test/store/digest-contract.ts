import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/domain/digest.ts';
import type { SlotKey } from '../../src/store/slot-ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { digest } from './records.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';

const MINUTE = 60;
/** Falls at once. */
const NO_LEASE = 0;
const FAR_AWAY = 4_000_000_000;

const slot = (changes: Partial<SlotKey> = {}): SlotKey => ({
  workspaceId: 'T1',
  digestId: 'd1',
  dueAt: 1_000,
  ...changes,
});
const posted = { channelId: 'C1', timestamp: '1793448000.000100' };
const done = { state: 'done', message: posted, reportIds: ['7KQ2M'] } as const;
const waiting = (retryAt: number) => ({ state: 'waiting', retryAt, note: 'Slack is busy.' }) as const;
const failed = { state: 'failed', note: 'The channel is archived.' } as const;

/** What every store promises about digests, and about the slots that make each fire once. */
export function describeDigests(name: string, place: () => Promise<StorePlace>): void {
  describe(`digests in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });
    async function stateOf(key: SlotKey) {
      const slots = await store.slots.of(key.workspaceId, key.digestId, 100);
      return slots.find(({ dueAt }) => dueAt === key.dueAt)?.state;
    }
    async function over(key: SlotKey, outcome: Parameters<Store['slots']['finish']>[2] = done) {
      await store.slots.claim(key, 'one', MINUTE);
      await store.slots.finish(key, 'one', outcome);
    }

    test('a digest is changed as it is at that moment, and one that was deleted does not come back', async () => {
      await store.digests.save(digest({ openDays: 1 }));
      const counted = Array.from({ length: 5 }, () =>
        store.digests.update('T1', 'd1', (known) => ({ ...known, openDays: known.openDays + 1 })),
      );
      await Promise.all(counted);
      expect((await store.digests.get('T1', 'd1'))?.openDays).toBe(6);
      expect(await store.digests.update('T1', 'd1', (known) => known)).toMatchObject({ openDays: 6 });
      expect(await store.digests.update('T2', 'd1', (known) => known)).toBeUndefined();
      await store.digests.delete('T1', 'd1');
      expect(await store.digests.update('T1', 'd1', (known) => ({ ...known, quiet: true }))).toBeUndefined();
      await reopen();
      expect(await store.digests.all()).toEqual([]);
    });

    test('digests are saved, replaced and listed by workspace, and outlive the process', async () => {
      const paused: Digest = digest({
        paused: { kind: 'slack', code: 'is_archived', at: 2_000 },
        place: { kind: 'person', userId: 'U1' },
        collectionId: 'c1',
        target: 3_600,
      });
      await store.digests.save(digest());
      await store.digests.save(paused);
      await store.digests.save(digest({ workspaceId: 'T2', id: 'd2' }));
      await reopen();
      expect(await store.digests.list('T1')).toEqual([paused]);
      expect(await store.digests.get('T1', 'd1')).toEqual(paused);
      expect(await store.digests.get('T1', 'd2')).toBeUndefined();
      expect((await store.digests.all()).map(({ id }) => id).sort()).toEqual(['d1', 'd2']);
    });

    test('a deleted one takes its slots with it, and nobody else’s', async () => {
      await store.digests.save(digest());
      await over(slot());
      await over(slot({ digestId: 'd2' }));
      await over(slot({ workspaceId: 'T2' }));
      await store.digests.delete('T1', 'd1');
      await reopen();
      expect(await store.digests.list('T1')).toEqual([]);
      expect(await store.slots.of('T1', 'd1', 10)).toEqual([]);
      expect(await store.slots.of('T1', 'd2', 10)).toHaveLength(1);
      expect(await store.slots.of('T2', 'd1', 10)).toHaveLength(1);
    });

    test('a slot goes its way from claim to message, and outlives the process', async () => {
      const claimed = await store.slots.claim(slot(), 'one', MINUTE);
      expect(claimed).toMatchObject({ ...slot(), state: 'claimed', owner: 'one', attempts: 1 });
      expect(await store.slots.renew(slot(), 'one', MINUTE)).toBe(true);
      expect(await store.slots.posting(slot(), 'one', MINUTE)).toBe(true);
      expect(await stateOf(slot())).toBe('posting');
      expect(await store.slots.finish(slot(), 'one', done)).toBe(true);
      await reopen();
      const [kept] = await store.slots.of('T1', 'd1', 10);
      expect(kept).toEqual({
        ...slot(),
        ...done,
        attempts: 1,
        owner: null,
        leaseUntil: null,
        retryAt: null,
        note: null,
        toldAt: null,
        finishedAt: expect.any(Number),
      });
    });

    test('of many that claim a slot at once, one gets it', async () => {
      const owners = Array.from({ length: 10 }, (_, index) => `process ${index}`);
      const claims = await Promise.all(owners.map((owner) => store.slots.claim(slot(), owner, MINUTE)));
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });

    test('who does not hold a slot changes nothing about it', async () => {
      expect(await store.slots.posting(slot(), 'one', MINUTE)).toBe(false);
      await store.slots.claim(slot(), 'one', MINUTE);
      expect(await store.slots.renew(slot(), 'two', MINUTE)).toBe(false);
      expect(await store.slots.posting(slot(), 'two', MINUTE)).toBe(false);
      expect(await store.slots.finish(slot(), 'two', done)).toBe(false);
      expect(await stateOf(slot())).toBe('claimed');
    });

    test('a claim whose lease ran out goes to the next, and its holder is told so', async () => {
      await store.slots.claim(slot(), 'one', NO_LEASE);
      expect(await store.slots.claim(slot(), 'two', MINUTE)).toMatchObject({ owner: 'two', attempts: 2 });
      expect(await store.slots.posting(slot(), 'one', MINUTE)).toBe(false);
      expect(await store.slots.finish(slot(), 'one', done)).toBe(false);
      expect(await store.slots.finish(slot(), 'two', done)).toBe(true);
    });

    test('a lease that ran out while nobody else came is still good', async () => {
      await store.slots.claim(slot(), 'one', NO_LEASE);
      expect(await store.slots.renew(slot(), 'one', MINUTE)).toBe(true);
      expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
    });

    test.each(['done', 'skipped', 'failed', 'unknown'] as const)(
      'what is %s is never claimed again',
      async (state) => {
        await over(slot(), state === 'done' ? done : { state, note: 'So it was.' });
        expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
        await reopen();
        expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
        expect(await stateOf(slot())).toBe(state);
      },
    );

    test('a slot that waits is claimed when its time has come', async () => {
      await over(slot(), waiting(FAR_AWAY));
      await over(slot({ dueAt: 2_000 }), waiting(1));
      expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
      expect(await store.slots.claim(slot({ dueAt: 2_000 }), 'two', MINUTE)).toMatchObject({
        attempts: 2,
        note: 'Slack is busy.',
        retryAt: null,
      });
    });

    test('a message that may be under way is never posted by another: what becomes of it is unknown', async () => {
      await store.slots.claim(slot(), 'one', MINUTE);
      await store.slots.posting(slot(), 'one', NO_LEASE);
      expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
      expect(await stateOf(slot())).toBe('unknown');
      expect(await store.slots.finish(slot(), 'one', done)).toBe(false);

      const other = slot({ dueAt: 2_000 });
      await store.slots.claim(other, 'one', MINUTE);
      await store.slots.posting(other, 'one', NO_LEASE);
      expect(await store.slots.expirePosting()).toMatchObject([{ ...other, state: 'unknown', owner: null }]);
      expect(await store.slots.expirePosting()).toEqual([]);
      const note = (await store.slots.of('T1', 'd1', 1))[0]?.note;
      expect(note).toMatch(/\w/);
    });

    test('one that is being posted by a living process is left alone', async () => {
      await store.slots.claim(slot(), 'one', MINUTE);
      await store.slots.posting(slot(), 'one', MINUTE);
      expect(await store.slots.claim(slot(), 'two', MINUTE)).toBeNull();
      expect(await store.slots.expirePosting()).toEqual([]);
      expect(await store.slots.finish(slot(), 'one', waiting(1))).toBe(true);
      expect(await store.slots.claim(slot(), 'two', MINUTE)).not.toBeNull();
    });

    test('the scheduler sees what is not over, and of each digest the latest that is', async () => {
      await over(slot({ dueAt: 1_000 }));
      await over(slot({ dueAt: 3_000 }));
      await over(slot({ dueAt: 2_000 }), failed);
      await over(slot({ dueAt: 4_000 }), waiting(FAR_AWAY));
      await over(slot({ workspaceId: 'T2', digestId: 'd2', dueAt: 500 }));
      await store.slots.claim(slot({ workspaceId: 'T2', digestId: 'd2', dueAt: 600 }), 'one', MINUTE);
      await reopen();
      expect((await store.slots.lastOver()).toSorted((one, other) => other.dueAt - one.dueAt)).toEqual([
        slot({ dueAt: 3_000 }),
        slot({ workspaceId: 'T2', digestId: 'd2', dueAt: 500 }),
      ]);
      const unfinished = await store.slots.unfinished();
      expect(unfinished.map(({ state }) => state).sort()).toEqual(['claimed', 'waiting']);
    });

    test('slots of a digest are listed the latest first', async () => {
      for (const dueAt of [2_000, 10_000, 3_000]) await over(slot({ dueAt }));
      const dues = (await store.slots.of('T1', 'd1', 2)).map(({ dueAt }) => dueAt);
      expect(dues).toEqual([10_000, 3_000]);
      expect(await store.slots.of('T2', 'd1', 2)).toEqual([]);
    });

    test('owners are told of what failed or may not have arrived until they were', async () => {
      await over(slot({ dueAt: 1_000 }));
      await over(slot({ dueAt: 2_000 }), failed);
      await over(slot({ dueAt: 3_000 }), { state: 'unknown', note: 'Slack did not answer.' });
      await over(slot({ dueAt: 4_000 }), { state: 'skipped', note: 'Nothing worth saying.' });
      await store.slots.told(slot({ dueAt: 2_000 }));
      await store.slots.told(slot({ dueAt: 9_000 }));
      await reopen();
      expect((await store.slots.untold()).map(({ dueAt }) => dueAt)).toEqual([3_000]);
      await store.slots.told(slot({ dueAt: 3_000 }));
      expect(await store.slots.untold()).toEqual([]);
      expect(await stateOf(slot({ dueAt: 3_000 }))).toBe('unknown');
    });

    test('old slots go, but for the latest ten of each digest and those that are not over', async () => {
      for (let dueAt = 1; dueAt <= 12; dueAt++) await over(slot({ dueAt }));
      await over(slot({ dueAt: 0 }), waiting(FAR_AWAY));
      await over(slot({ digestId: 'd2', dueAt: 1 }));
      await store.slots.forgetBefore(1);
      expect(await store.slots.of('T1', 'd1', 100)).toHaveLength(13);
      await store.slots.forgetBefore(FAR_AWAY);
      await reopen();
      const dues = (await store.slots.of('T1', 'd1', 100)).map(({ dueAt }) => dueAt);
      expect(dues).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 0]);
      expect(await store.slots.of('T1', 'd2', 100)).toHaveLength(1);
    });

    test('no number changes with digests and slots', async () => {
      const before = await store.revision('T1');
      await store.digests.save(digest());
      await over(slot());
      expect(await store.revision('T1')).toBe(before);
    });

    test('they are exported and forgotten with their workspace', async () => {
      for (const workspaceId of ['T1', 'T2']) {
        await store.digests.save(digest({ workspaceId }));
        await over(slot({ workspaceId }));
      }
      const kinds: string[] = [];
      for await (const { kind, value } of store.workspaces.export('T1')) {
        kinds.push(kind);
        expect(JSON.stringify(value)).not.toContain('"T2"');
      }
      expect(kinds).toEqual(expect.arrayContaining(['digests', 'slots']));
      await store.workspaces.forget('T1');
      await reopen();
      expect(await store.digests.list('T1')).toEqual([]);
      expect(await store.slots.of('T1', 'd1', 10)).toEqual([]);
      expect(await store.digests.list('T2')).toEqual([digest({ workspaceId: 'T2' })]);
      expect(await store.slots.of('T2', 'd1', 10)).toHaveLength(1);
    });
  });
}
