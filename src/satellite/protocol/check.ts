import { z } from 'zod';
import { Id, InstantNumber } from './words.ts';

/** `POST /satellite/v1/check`, with either kind of key: what it is good for. Changes nothing; for `--check`. */
export const CheckRequest = z.object({});
export type CheckRequest = z.infer<typeof CheckRequest>;

export const CheckAnswer = z.object({
  key: z.enum(['enrolment', 'satellite']),
  /** Until when an enrolment key enrols; `null` for a satellite's own. */
  validUntil: InstantNumber.nullable(),
  integrations: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** The address as it was entered in Slack: the file's should be the same. */
      url: z.string(),
      paused: z.boolean(),
    }),
  ),
  version: z.string(),
  now: InstantNumber,
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;
