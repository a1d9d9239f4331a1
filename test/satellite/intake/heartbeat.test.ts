import { describe, expect, test } from 'vitest';
import type { TestSatellite } from '../test-satellite.ts';
import { intakeForEachTest } from './intake-for-each-test.ts';
import { ADMIN, type Intake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
intakeForEachTest((started, enrolled) => {
  intake = started;
  satellite = enrolled;
});

describe('heartbeats', () => {
  test('tell what to do: severities, sync now, what to read again', async () => {
    await intake.sync.wantSeverities('T1', 'plant-T1');
    expect(await intake.sync.syncNow('T1', 'plant-T1')).toBe('offline');
    const { body } = await satellite.heartbeat();
    expect(body).toMatchObject({
      syncCron: '*/10 * * * *',
      backfillDays: 365,
      orders: [{ id: 'plant-T1', name: 'Plant', syncRequest: 1, wantsSeverities: true, rereads: [] }],
    });
    expect(await intake.sync.syncNow('T1', 'plant-T1')).toBe('asked');
    expect((await satellite.heartbeat()).body.orders).toMatchObject([{ syncRequest: 2 }]);
  });

  test('why a satellite cannot read is shown with it, for as long as it says so and is there', async () => {
    const problem = 'Another satellite runs with the same credential file.';
    const doing = { id: 'plant-T1', state: 'failing', problem, progress: null, lease: null } as const;
    const shown = async () => (await intake.satellites.list(ADMIN, 'plant-T1'))?.map((each) => each.problem);
    const elsewhere = { ...doing, id: 'plant-T2' };
    await satellite.heartbeat({ integrations: [elsewhere] });
    expect(await shown()).toEqual([null]);
    await satellite.heartbeat({ integrations: [doing] });
    expect(await shown()).toEqual([problem]);
    intake.pass(181);
    expect(await shown()).toEqual([null]);
    await satellite.heartbeat();
    expect(await shown()).toEqual([null]);
  });

  test('tell of a clock that is off by an hour, and of another version', async () => {
    const clock = intake.clock.now() + 3_600;
    const { body } = await satellite.heartbeat({ clock, version: '0.0.9' });
    expect(body).toMatchObject({
      notes: [{ code: 'clock_off' }, { code: 'version_differs', next: 'Update the satellite.' }],
    });
    expect(Math.abs(Number(body.skewSeconds) - 3_600)).toBeLessThan(5);
    const [shown] = (await intake.satellites.list(ADMIN, 'plant-T1')) ?? [];
    expect(shown).toMatchObject({ id: satellite.id, versionSkew: 'older', online: true, memory: 90_000_000 });
    expect(Math.abs((shown?.skew ?? 0) - 3_600)).toBeLessThan(5);
  });
});
