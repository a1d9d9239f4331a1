import { z } from 'zod';
import { InstantNumber } from './words.ts';

/** `GET /satellite/v1`: who answers here, without a key. For `--check`. */
export const WelcomeAnswer = z.object({
  service: z.literal('sei-pagerduty'),
  /** Versions of the protocol that the app takes. */
  protocol: z.object({ oldest: z.int(), newest: z.int() }),
  /** The app's version. */
  version: z.string(),
  /** The app's clock. */
  now: InstantNumber,
});
export type WelcomeAnswer = z.infer<typeof WelcomeAnswer>;
