import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepLease } from '../../src/replica/keep-lease.ts';
import type { Lease, LeaseStore } from '../../src/store/lease-store.ts';

const lease: Lease = { workspaceId: 'T1', name: 'sync:acme', owner: 'a', token: 1 };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Keeps a lease of 30 seconds at a store that answers so. */
function keeping(renew: LeaseStore['renew']) {
  const heard: string[] = [];
  const giveBack = keepLease(lease, {
    leases: { renew, release: async () => 'wanted' },
    seconds: 30,
    onWanted: () => void heard.push('wanted'),
    onLost: () => void heard.push('lost'),
  });
  return { heard, giveBack };
}

test('it is renewed three times while it would last, until it is given back', async () => {
  const renew = vi.fn<LeaseStore['renew']>(async () => 'held');
  const { giveBack, heard } = keeping(renew);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(await giveBack()).toBe('wanted');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(renew).toHaveBeenCalledTimes(3);
  expect(heard).toEqual([]);
});

test('it hears that somebody wants more', async () => {
  const { heard } = keeping(async () => 'wanted');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(['wanted']);
});

test('it is lost once where somebody else has it', async () => {
  const { heard } = keeping(async () => 'lost');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual(['lost']);
});

test('a store that does not answer for the whole lease may have given it to another', async () => {
  const { heard } = keeping(() => Promise.reject(new Error('The database is away.')));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(heard).toEqual(['lost']);
});
