import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Enrolment } from '../../../src/domain/satellite.ts';
import { createInTurn } from '../../../src/replica/in-turn.ts';
import { enrol } from '../../../src/satellite/intake/enrol.ts';
import type { TestSatellite } from '../test-satellite.ts';
import { intakeForEachTest } from './intake-for-each-test.ts';
import type { Intake } from './start-intake.ts';

let intake: Intake;
let satellite: TestSatellite;
intakeForEachTest((started, enrolled) => {
  intake = started;
  satellite = enrolled;
});

describe('enrolling', () => {
  test('several satellites by one file, each with a credential of its own', async () => {
    const first = await intake.unenrolled();
    const key = first.key;
    await first.enrol();
    const second = await intake.unenrolled();
    second.key = key;
    await second.enrol();
    expect(first.id).not.toBe(second.id);
    expect(first.key).not.toBe(second.key);
    for (const each of [first, second]) expect((await each.heartbeat()).status).toBe(200);
  });

  test('the same attempt gives the same satellite another credential, until one was used', async () => {
    const lost = await intake.unenrolled();
    const { key } = lost;
    const attempt = randomUUID();
    await lost.enrol(attempt);
    const [id, credential] = [lost.id, lost.key];
    lost.key = key;
    await lost.enrol(attempt);
    expect(lost.id).toBe(id);
    expect((await lost.heartbeat()).status).toBe(200);
    expect((await lost.ask('/check', {}, { authorization: `Bearer ${credential}` })).code).toBe(
      'unknown_key',
    );
    lost.key = key;
    expect((await lost.enrol(attempt)).code).toBe('invalid');
  });

  test('the same attempt at two replicas at once makes one satellite', async () => {
    const { store, clock } = intake;
    const [enrolment] = await store.satellites.enrolments('T1');
    const before = (await store.satellites.list('T1')).length;
    const request = { attempt: randomUUID(), version: '0.1.0', integrations: ['plant-T1'] };
    const answers = await Promise.all(
      ['one', 'other'].map((owner) => {
        const inTurn = createInTurn({ leases: store.leases, owner });
        const audit = { record: async () => {} };
        const enrolling = enrol({ inTurn, store, audit, clock, random: randomBytes });
        return enrolling(enrolment as Enrolment, request); // of the satellite that enrolled
      }),
    );
    expect(answers[0]?.satelliteId).toBe(answers[1]?.satelliteId);
    expect(await store.satellites.list('T1')).toHaveLength(before + 1);
  });

  test('not after 24 hours; what enrolled before works on', async () => {
    const late = await intake.unenrolled();
    intake.pass(86_400);
    const answer = await late.enrol();
    expect([answer.status, answer.code]).toEqual([401, 'enrolment_expired']);
    expect(answer.body.error).toMatchObject({ next: expect.stringContaining('/sei-pagerduty satellite') });
    expect((await satellite.heartbeat()).status).toBe(200);
  });

  test('not for more than the file is for', async () => {
    const greedy = await intake.unenrolled();
    const answer = await greedy.ask('/enrol', {
      attempt: randomUUID(),
      version: '0.1.0',
      integrations: ['plant-T1', 'plant-T2'],
    });
    expect(answer.code).toBe('not_yours');
  });

  test('T21 neither key does the other’s work', async () => {
    const fresh = await intake.unenrolled();
    expect((await fresh.heartbeat()).code).toBe('unknown_key');
    expect((await satellite.enrol()).code).toBe('unknown_key');
  });

  test('a check says what a key is good for, and changes nothing', async () => {
    const fresh = await intake.unenrolled();
    expect((await fresh.ask('/check', {})).body).toMatchObject({
      key: 'enrolment',
      validUntil: expect.any(Number),
      integrations: [{ id: 'plant-T1', name: 'Plant', url: 'https://pagerduty.corp.example', paused: false }],
    });
    expect((await satellite.ask('/check', {})).body).toMatchObject({ key: 'satellite', validUntil: null });
    expect(await intake.store.satellites.list('T1')).toHaveLength(1);
  });

  test('the store has no key, only hashes', async () => {
    const fresh = await intake.unenrolled();
    const kept = JSON.stringify([
      await intake.store.satellites.list('T1'),
      await intake.store.satellites.enrolments('T1'),
    ]);
    for (const key of [satellite.key, fresh.key]) {
      expect(kept).not.toContain(key);
      expect(kept).not.toContain(key.slice(-20));
      expect(intake.logged()).not.toContain(key);
    }
  });
});
