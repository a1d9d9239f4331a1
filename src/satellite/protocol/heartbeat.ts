import { z } from 'zod';
import { Count, Id, InstantNumber, SecondsNumber, SpanOfTime, Text } from './words.ts';

/** How far a backfill is, as the sync tells it. */
const Progress = z.object({
  stored: Count,
  expected: Count.nullable(),
  floor: InstantNumber,
  coveredFrom: InstantNumber.nullable(),
  timeLeft: SecondsNumber.nullable(),
});

/** How one integration is doing on this satellite. */
const Doing = z.object({
  id: Id,
  /** `standby`: another satellite works on it. `failing`: the last run failed, or it could not begin. */
  state: z.enum(['working', 'idle', 'standby', 'failing']),
  /** Why it fails, for people; `null` while it does not. Never a key. */
  problem: Text.nullable(),
  progress: Progress.nullable(),
  /** The token of the lease that this satellite holds: it is renewed. */
  lease: z.int().nullable(),
});

/** `POST /satellite/v1/heartbeat`, every {@link HeartbeatAnswer}'s `heartbeatSeconds`, and at once when something changed. */
export const HeartbeatRequest = z.object({
  version: z.string().max(50),
  /** Resident memory, bytes. */
  memory: Count,
  /** The satellite's own clock, uncorrected. */
  clock: InstantNumber,
  integrations: z.array(Doing).max(100),
});
export type HeartbeatRequest = z.infer<typeof HeartbeatRequest>;

/** What a satellite is to do with one integration. */
const Order = z.object({
  id: Id,
  name: z.string(),
  /** Deleted in the app, or taken from this satellite: forget it. */
  gone: z.boolean(),
  /** Read nothing and send nothing until this ends. */
  paused: z.boolean(),
  /** Whose it is: `yours` is renewed by this heartbeat; claim it where it is `free`. */
  lease: z.enum(['yours', 'another', 'free']),
  /** Counts the presses of "Sync now". Higher than at the last heartbeat: begin a run. */
  syncRequest: z.int(),
  /** Alert severities are wanted: `IntegrationSync.wantSeverities`. */
  wantsSeverities: z.boolean(),
  /** Spans to be read again that the app lost; a batch with `resolved` says that it was done. */
  rereads: z.array(z.object({ id: Id, span: SpanOfTime })),
});
export type Order = z.infer<typeof Order>;

export const HeartbeatAnswer = z.object({
  /** The app's clock. A satellite corrects what it writes by the difference to its own. */
  now: InstantNumber,
  /** The satellite's clock minus the app's. */
  skewSeconds: z.int(),
  heartbeatSeconds: SecondsNumber,
  /** The app's version. */
  version: z.string(),
  /** When runs begin: five or six fields, in UTC. */
  syncCron: z.string(),
  /** How far back the first reading goes. */
  backfillDays: z.int(),
  orders: z.array(Order),
  /** What the operator should know: the clock, the version. For the log, and `--check`. */
  notes: z.array(z.object({ code: z.string(), message: z.string(), next: z.string() })),
});
export type HeartbeatAnswer = z.infer<typeof HeartbeatAnswer>;
