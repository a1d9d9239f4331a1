import { describe, expect, test, vi } from 'vitest';
import { StoreError } from '../../../src/store/errors.ts';
import { incident } from '../../store/records.ts';
import type { TestSatellite } from '../test-satellite.ts';
import { intakeForEachTest } from './intake-for-each-test.ts';
import { ADMIN, type Intake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
intakeForEachTest((started, enrolled) => {
  intake = started;
  satellite = enrolled;
});

describe('leases', () => {
  test('one satellite works; the other takes over when that one stops, or is silent', async () => {
    const other = await intake.enrolled();
    const token = await satellite.claim();
    const refused = await other.ask('/lease', { integrationId: 'plant-T1' });
    expect([refused.status, refused.code]).toEqual([409, 'lease_held']);
    expect((await other.heartbeat()).body.orders).toMatchObject([{ lease: 'another' }]);

    await satellite.ask('/release', { integrationId: 'plant-T1', token });
    expect((await other.heartbeat()).body.orders).toMatchObject([{ lease: 'free' }]);
    const second = await other.claim();
    expect(second).toBeGreaterThan(token);
    intake.pass(121);
    expect(await satellite.claim()).toBeGreaterThan(second);
    const late = await other.commit({ token: second, number: 1 }, { incidents: [incident()] });
    expect([late.status, late.code]).toEqual([409, 'lease_lost']);
    expect(await intake.stored()).toBe(0);
  });

  test('the list tells which one works, while its lease lasts', async () => {
    const other = await intake.enrolled();
    const working = async () =>
      (await intake.satellites.list(ADMIN, 'plant-T1'))?.filter((each) => each.working).map(({ id }) => id);
    expect(await working()).toEqual([]);
    await satellite.claim();
    expect(await working()).toEqual([satellite.id]);
    intake.pass(121);
    expect(await working()).toEqual([]);
    await other.claim();
    expect(await working()).toEqual([other.id]);
  });

  test('heartbeats hold it for as long as they come', async () => {
    const other = await intake.enrolled();
    const lease = await satellite.claim();
    const doing = { id: 'plant-T1', state: 'idle' as const, problem: null, progress: null, lease };
    for (let minute = 0; minute < 5; minute++) {
      intake.pass(60);
      expect((await satellite.heartbeat({ integrations: [doing] })).body.orders).toMatchObject([
        { lease: 'yours' },
      ]);
    }
    expect((await other.ask('/lease', { integrationId: 'plant-T1' })).code).toBe('lease_held');
  });

  test('one that expired holds until somebody takes over', async () => {
    const token = await satellite.claim();
    intake.pass(10_000);
    expect((await satellite.commit({ token, number: 1 }, { incidents: [incident()] })).status).toBe(200);
  });

  test('nobody gives back what another has, and what the store does not take is not said to be given back', async () => {
    const other = await intake.enrolled();
    const token = await satellite.claim();
    expect((await other.ask('/release', { integrationId: 'plant-T1', token })).status).toBe(200);
    expect((await other.ask('/lease', { integrationId: 'plant-T1' })).code).toBe('lease_held');
    const work = vi.spyOn(intake.store.satellites, 'work').mockRejectedValue(new StoreError('Disk full.'));
    const agree = vi.spyOn(intake.store.satellites, 'agree').mockRejectedValue(new StoreError('Disk full.'));
    expect((await satellite.ask('/release', { integrationId: 'plant-T1', token })).code).toBe('unavailable');
    for (const spied of [work, agree]) spied.mockRestore();
    expect((await satellite.ask('/release', { integrationId: 'plant-T1', token })).status).toBe(200);
    expect(await other.claim()).toBeGreaterThan(token);
  });

  test('with the token of another satellite nobody gets in', async () => {
    const other = await intake.enrolled();
    const token = await satellite.claim();
    expect((await other.commit({ token, number: 1 }, { incidents: [incident()] })).code).toBe('lease_lost');
    expect((await other.ask('/open', { integrationId: 'plant-T1', token })).code).toBe('lease_lost');
  });
});
