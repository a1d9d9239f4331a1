import { afterEach, beforeEach, expect, test } from 'vitest';
import { ADMIN, type Intake, startIntake } from '../intake/start-intake.ts';
import type { TestSatellite } from '../test-satellite.ts';

let intake: Intake;
let satellite: TestSatellite;
beforeEach(async () => {
  intake = await startIntake();
  satellite = await intake.enrolled();
});
afterEach(() => intake.stop());

const told = () => intake.happened.map(({ kind }) => kind);
const health = async () => (await intake.sync.status('T1', 'plant-T1')).health;

test('an account waits until a satellite was heard of; nobody misses one that never started', async () => {
  expect((await intake.sync.status('T1', 'plant-T1')).satellite).toBe('waiting');
  intake.pass(10_000);
  await intake.watch.look();
  expect(told()).toEqual([]);
  await satellite.heartbeat();
  expect((await intake.sync.status('T1', 'plant-T1')).satellite).toBe('online');
});

test('three minutes of silence are an outage, told once; so is its end', async () => {
  await satellite.heartbeat();
  intake.pass(170);
  await intake.watch.look();
  expect(told()).toEqual([]);
  intake.pass(20);
  await Promise.all([intake.watch.look(), intake.watch.look()]);
  intake.pass(3_600);
  await intake.watch.look();
  expect(told()).toEqual(['offline']);
  expect(await health()).toBe('OFFLINE SATELLITE');
  await satellite.heartbeat();
  await satellite.heartbeat();
  expect(told()).toEqual(['offline', 'back']);
  expect(await health()).toBe('UNKNOWN');
});

test('while one of several answers, none is missed', async () => {
  const other = await intake.enrolled();
  await satellite.heartbeat();
  await other.heartbeat();
  intake.pass(200);
  await other.heartbeat();
  await intake.watch.look();
  expect(told()).toEqual([]);
  const shown = (await intake.satellites.list(ADMIN, 'plant-T1')) ?? [];
  expect(shown.map(({ id, online }) => [id, online])).toEqual([
    [other.id, true],
    [satellite.id, false],
  ]);
});

test('a paused account misses nobody, and a pause ends an outage', async () => {
  await satellite.heartbeat();
  const known = await intake.store.integrations.get('T1', 'plant-T1');
  if (!known) throw new Error('it is there');
  intake.pass(200);
  await intake.watch.look();
  await intake.store.integrations.save({ ...known, paused: true });
  await intake.sync.halt('T1', 'plant-T1');
  expect(await intake.store.satellites.outage('T1', 'plant-T1')).toBeUndefined();
  await intake.watch.look();
  expect(told()).toEqual(['offline']);
  expect(await health()).toBe('PAUSED');
});

test('with its only satellite revoked an account is offline', async () => {
  await satellite.heartbeat();
  await intake.satellites.revoke(ADMIN, satellite.id);
  intake.pass(200);
  await intake.watch.look();
  expect(told()).toEqual(['offline']);
});

test('who works, and how far, is what the satellite says', async () => {
  const progress = { stored: 5, expected: 10, floor: 1, coveredFrom: null, timeLeft: 60 };
  const backfill = { floor: 1, end: 9, startedAt: 1, expected: null, stored: 0, finishedAt: null };
  const token = await satellite.claim();
  await satellite.commit({ token, number: 1 }, { state: { coverage: null, backfill, nightlyAt: null } });
  await satellite.heartbeat({
    integrations: [{ id: 'plant-T1', state: 'working', problem: null, progress, lease: token }],
  });
  expect(await intake.sync.status('T1', 'plant-T1')).toMatchObject({ running: true, backfill: progress });
  expect(told()).toEqual(['progress']);
});

test('what the app lost is asked for, and done when a batch says so', async () => {
  const damage = {
    workspaceId: 'T1',
    id: 'd1',
    integrationId: 'plant-T1',
    span: { start: 1, end: 9 },
    sentence: 'A file was damaged.',
    at: 5,
  };
  const { store } = intake;
  const lost = [damage, { ...damage, id: 'd2', integrationId: 'cloud-T1' }];
  const resolved: string[] = [];
  store.damage.list = async () => lost.filter(({ id }) => !resolved.includes(id));
  store.damage.resolve = async (_, id) => void resolved.push(id);
  const { body } = await satellite.heartbeat();
  expect(body.orders).toMatchObject([{ rereads: [{ id: 'd1', span: { start: 1, end: 9 } }] }]);
  const token = await satellite.claim();
  await satellite.commit({ token, number: 1, resolved: ['d1', 'd2'] }, {});
  expect(resolved).toEqual(['d1']);
});
