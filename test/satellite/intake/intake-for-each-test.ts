import { afterEach, beforeEach, expect } from 'vitest';
import type { TestSatellite } from '../test-satellite.ts';
import { type Intake, startIntake } from './start-intake.ts';
import { undescribedAnswers } from './undescribed-answers.ts';

/**
 * Starts an intake before each test, with one satellite that has enrolled, and hands both to `use`. After the test
 * every answer that was given must be one of `docs/satellite-openapi.yaml`.
 *
 * @returns what stops that intake in the middle of a test and starts another one
 */
export function intakeForEachTest(use: (intake: Intake, satellite: TestSatellite) => void) {
  let intake: Intake;
  async function start(options: Parameters<typeof startIntake>[0] = {}) {
    intake = await startIntake(options);
    use(intake, await intake.enrolled());
  }
  beforeEach(() => start());
  afterEach(async () => {
    expect(undescribedAnswers(intake.answered)).toEqual([]);
    await intake.stop();
  });
  return async (options: Parameters<typeof startIntake>[0]) => {
    await intake.stop();
    await start(options);
  };
}
