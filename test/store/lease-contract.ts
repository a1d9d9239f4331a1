import { describe, expect, test } from 'vitest';
import type { Lease, LeaseStore } from '../../src/store/lease-store.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';

const key = { workspaceId: 'T1', name: 'sync:acme' };
const HELD = { lease: 60 };
const FALLS_AT_ONCE = { lease: 0 };

/** The promises of the port `LeaseStore`, which need no waiting: a lease of no seconds has run out at once. */
export function describeLeases(name: string, place: () => Promise<StorePlace>): void {
  describe(`leases of the ${name} store`, () => {
    let leases: LeaseStore;
    storeForEachTest(place, (opened) => {
      leases = opened.leases;
    });

    async function claimed(owner: string, claim = HELD): Promise<Lease> {
      const lease = await leases.claim(key, owner, claim);
      if (lease === null) throw new Error(`${owner} was refused.`);
      return lease;
    }

    test('one holds it at a time, and it is free again once it was given back', async () => {
      const lease = await claimed('a');
      expect(await leases.isHeld(key)).toBe(true);
      expect(await leases.claim(key, 'b', HELD)).toBeNull();
      expect(await leases.claim(key, 'a', HELD)).toBeNull();
      expect(await leases.release(lease)).toBe('held');
      expect(await leases.isHeld(key)).toBe(false);
      expect(await leases.claim(key, 'b', HELD)).toMatchObject({ owner: 'b' });
    });

    test('of many who claim at the same moment one gets it', async () => {
      const owners = Array.from({ length: 12 }, (_, index) => `owner ${index}`);
      const got = await Promise.all(owners.map((owner) => leases.claim(key, owner, HELD)));
      expect(got.filter((lease) => lease !== null)).toHaveLength(1);
    });

    test('workspaces and names do not get in each other’s way', async () => {
      await claimed('a');
      expect(await leases.claim({ ...key, workspaceId: 'T2' }, 'b', HELD)).not.toBeNull();
      expect(await leases.claim({ ...key, name: 'sync:other' }, 'b', HELD)).not.toBeNull();
    });

    test('who does not renew loses it, and notices', async () => {
      const paused = await claimed('a', FALLS_AT_ONCE);
      expect(await leases.fallen()).toEqual([key]);
      const next = await claimed('b');
      expect(next.token).toBeGreaterThan(paused.token);
      expect(await leases.renew(paused, 60)).toBe('lost');
      expect(await leases.release(paused)).toBe('lost');
      expect(await leases.renew(next, 60)).toBe('held');
      expect(await leases.fallen()).toEqual([]);
    });

    test('a lease that ran out is still one’s own while nobody else took it', async () => {
      const lease = await claimed('a', FALLS_AT_ONCE);
      expect(await leases.renew(lease, 60)).toBe('held');
      expect(await leases.claim(key, 'b', HELD)).toBeNull();
    });

    test('what is given back is not unfinished', async () => {
      await leases.release(await claimed('a', FALLS_AT_ONCE));
      expect(await leases.fallen()).toEqual([]);
      expect(await leases.want(key)).toBe(false);
    });

    test('who holds it hears once that somebody wants more', async () => {
      expect(await leases.want(key)).toBe(false);
      const lease = await claimed('a');
      expect(await leases.want(key)).toBe(true);
      expect(await leases.renew(lease, 60)).toBe('wanted');
      expect(await leases.renew(lease, 60)).toBe('held');
      await leases.want(key);
      expect(await leases.release(lease)).toBe('wanted');
    });

    test('revoked, it is nobody’s', async () => {
      const lease = await claimed('a');
      await leases.revoke(key);
      await leases.revoke({ ...key, name: 'never claimed' });
      expect(await leases.renew(lease, 60)).toBe('lost');
      expect(await leases.fallen()).toEqual([]);
      expect((await claimed('b')).token).toBeGreaterThan(lease.token);
    });

    test('what another has just done is left alone, one’s own is not', async () => {
      await leases.release(await claimed('a'));
      expect(await leases.claim(key, 'b', { lease: 60, apart: 30 })).toBeNull();
      expect(await leases.claim(key, 'a', { lease: 60, apart: 30 })).not.toBeNull();
    });
  });
}
