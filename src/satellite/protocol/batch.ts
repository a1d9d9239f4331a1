import { z } from 'zod';
import { PriorityLine, ServiceLine, TeamLine, UserLine } from './directory-lines.ts';
import { IncidentLine } from './incident-line.ts';
import { BATCH_LIMITS } from './limits.ts';
import { RunLine } from './run-line.ts';
import { State } from './state.ts';
import { Count, Id, InstantNumber, Text } from './words.ts';

/**
 * `POST /satellite/v1/commit`: `SyncSink.commit()`. The body is gzip over lines of JSON: this one first, then a
 * {@link BatchLine} for each thing it brings. Stored whole or not at all.
 *
 * `(token, number)` is the batch's identity. Numbers begin at 1 with every lease and have no gap; a satellite sends the
 * next batch when the one before is answered. One that came already is answered again, and changes nothing.
 */
export const BatchHead = z.object({
  integrationId: Id,
  token: z.int(),
  number: z.int().min(1),
  /** How many lines follow: a body that was cut off is told from a whole one. */
  lines: z.int().min(0).max(BATCH_LIMITS.lines),
  state: State.exactOptional(),
  run: RunLine.exactOptional(),
  /**
   * What the services, users, teams and priorities among the lines are: `whole` for the directory as just read,
   * `services` for the services alone. Absent: no such lines.
   */
  directory: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('whole'), missing: z.array(z.enum(['teams', 'priorities'])) }),
      z.object({ kind: z.literal('services') }),
    ])
    .exactOptional(),
  /** Ids of `rereads` that are done. */
  resolved: z.array(Id).max(1_000).exactOptional(),
});
export type BatchHead = z.infer<typeof BatchHead>;

const RejectedLine = z.object({ at: InstantNumber, id: Id.nullable(), reason: Text });

/** Every line after the first: one thing, under its name. */
export const BatchLine = z.union([
  z.object({ incident: IncidentLine }),
  z.object({ rejected: RejectedLine }),
  z.object({ service: ServiceLine }),
  z.object({ user: UserLine }),
  z.object({ team: TeamLine }),
  z.object({ priority: PriorityLine }),
]);
export type BatchLine = z.infer<typeof BatchLine>;

/** `CommitResult`. */
export const CommitAnswer = z.object({
  inserted: Count,
  updated: Count,
  sequence: Count,
  /** Whether it was here already. */
  repeated: z.boolean(),
});
export type CommitAnswer = z.infer<typeof CommitAnswer>;
