import { z } from 'zod';
import { Id, InstantNumber, SecondsNumber } from './words.ts';

/**
 * `POST /satellite/v1/enrol`, with the enrolment key of the file: makes a satellite with a credential of its own.
 *
 * The attempt is a random UUID that the satellite writes down before it asks. Where the answer was lost, the same attempt
 * gives the same satellite a new credential, until one of them was used.
 */
export const EnrolRequest = z.object({
  attempt: z.uuid(),
  /** The satellite's software. */
  version: z.string().max(50),
  /** The integrations of the file: the satellite may work on these and no others. */
  integrations: z.array(Id).min(1).max(100),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolAnswer = z.object({
  satelliteId: Id,
  /** The key of every further request. Told once; kept beside the file with mode 0600. */
  credential: z.string(),
  integrations: z.array(z.object({ id: Id, name: z.string() })),
  heartbeatSeconds: SecondsNumber,
  /** The app's clock. */
  now: InstantNumber,
});
export type EnrolAnswer = z.infer<typeof EnrolAnswer>;
