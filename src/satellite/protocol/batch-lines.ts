import type { SinkBatch } from '../../sync/sink.ts';
import type { BatchHead, BatchLine } from './batch.ts';

/** What identifies a batch, and what it finishes. */
export type BatchIdentity = Pick<BatchHead, 'integrationId' | 'token' | 'number' | 'resolved'>;

/** A batch as the lines of its body, each with its line break: what gzip is laid over. */
export function* batchLines(identity: BatchIdentity, batch: SinkBatch): Generator<string> {
  const { state, run } = batch;
  const lines = linesOf(batch);
  const directory = directoryOf(batch);
  const head: BatchHead = {
    ...identity,
    lines: lines.length,
    ...(state && { state }),
    ...(run && { run }),
    ...(directory && { directory }),
  };
  yield `${JSON.stringify(head)}\n`;
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

function directoryOf({ directory, services }: SinkBatch): BatchHead['directory'] {
  if (directory) return { kind: 'whole', missing: [...directory.missing] };
  return services ? { kind: 'services' } : undefined;
}

function linesOf({ incidents = [], rejected = [], directory, services }: SinkBatch): BatchLine[] {
  return [
    // Without its integration: which one it is, the batch says once.
    ...incidents.map(({ integrationId: _, ...incident }) => ({ incident })),
    ...rejected.map((record) => ({ rejected: record })),
    ...(directory?.services ?? services ?? []).map((service) => ({ service })),
    ...(directory?.users ?? []).map((user) => ({ user })),
    ...(directory?.teams ?? []).map((team) => ({ team })),
    ...(directory?.priorities ?? []).map((priority) => ({ priority })),
  ];
}
