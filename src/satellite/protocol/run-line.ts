import { z } from 'zod';
import { FAILURE_CAUSES, type SyncRun } from '../../domain/sync-run.ts';
import { Count, Id, InstantNumber, SecondsNumber, Text } from './words.ts';

/** One entry of the ingestion log on the wire. */
export const RunLine: z.ZodType<SyncRun> = z.object({
  id: Id,
  kind: z.enum(['backfill', 'changes', 'nightly', 'enrichment']),
  startedAt: InstantNumber,
  duration: SecondsNumber,
  outcome: z.enum(['succeeded', 'failed', 'stopped']),
  stored: Count,
  rejected: Count,
  requests: Count,
  retries: Count,
  failure: z.object({ cause: z.enum(FAILURE_CAUSES), sentence: Text }).nullable(),
});
