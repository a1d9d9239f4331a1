import { z } from 'zod';
import type { SyncState } from '../../store/sync-store.ts';
import { Count, Id, InstantNumber, Text } from './words.ts';

const Background = z.object({
  coveredFrom: InstantNumber,
  completeTo: InstantNumber,
  finishedAt: InstantNumber.nullable(),
});

/** Where a sync stands, as the store keeps it. */
export const State: z.ZodType<SyncState> = z.object({
  coverage: z.object({ coveredFrom: InstantNumber, completeTo: InstantNumber }).nullable(),
  backfill: z
    .object({
      readTo: InstantNumber.exactOptional(),
      floor: InstantNumber,
      end: InstantNumber,
      startedAt: InstantNumber,
      expected: Count.nullable(),
      stored: Count,
      finishedAt: InstantNumber.nullable(),
    })
    .nullable(),
  nightlyAt: InstantNumber.nullable(),
  enrichment: Background.exactOptional(),
  severities: Background.exactOptional(),
  refusedKey: Text.exactOptional(),
  forgottenBefore: InstantNumber.exactOptional(),
  toldStaleSince: InstantNumber.exactOptional(),
});

/** `POST /satellite/v1/state`: `SyncSink.state()`. */
export const StateRequest = z.object({ integrationId: Id, token: z.int() });
export type StateRequest = z.infer<typeof StateRequest>;

export const StateAnswer = z.object({ state: State });
export type StateAnswer = z.infer<typeof StateAnswer>;

/** `POST /satellite/v1/open`: `SyncSink.openIds()`. */
export const OpenRequest = StateRequest;
export type OpenRequest = StateRequest;

export const OpenAnswer = z.object({ ids: z.array(Id) });
export type OpenAnswer = z.infer<typeof OpenAnswer>;
