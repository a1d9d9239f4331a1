import { afterEach, expect, test } from 'vitest';
import { ADMIN, type Intake, startIntake } from '../intake/start-intake.ts';

let intake: Intake;
afterEach(() => intake.stop());

test.each([
  [null, false],
  // A satellite would not send its key there.
  ['http://sei.example.com', false],
  ['https://sei.example.com', true],
  ['http://localhost:3000', true],
])('with PUBLIC_URL %s a file is made: %s', async (publicUrl, made) => {
  intake = await startIntake({ publicUrl });
  expect(intake.satellites.reachable).toBe(made);
  const file = await intake.satellites.file(ADMIN, 'plant-T1');
  expect(file.kind).toBe(made ? 'made' : 'no address');
  expect(await intake.store.satellites.enrolments('T1')).toHaveLength(made ? 1 : 0);
});

test('of an account that the app reads itself, or that is not there, no file is made', async () => {
  intake = await startIntake();
  expect(await intake.satellites.file(ADMIN, 'cloud-T1')).toEqual({ kind: 'gone' });
  expect(await intake.satellites.file(ADMIN, 'plant-T2')).toEqual({ kind: 'gone' });
});
