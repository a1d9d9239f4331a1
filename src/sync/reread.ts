import type { Span } from '../domain/instant.ts';
import type { BackgroundState, SyncState } from '../store/sync-store.ts';
import { inBatches } from './batch.ts';
import type { Pass } from './pass.ts';

/**
 * Reads the incidents of a span again that the store lost. What log entries and alerts told of them went with them: it
 * is read behind again, from the end of the span down.
 */
export function reread(pass: Pass, span: Span): Promise<void> {
  const { client, sink, signal } = pass;
  return inBatches(pass, async (batch) => {
    for await (const page of client.incidents(span, { signal })) await batch.add(page);
    await batch.finish({ state: withoutBackground(await sink.state(), span) });
  });
}

function withoutBackground(state: SyncState, span: Span): SyncState {
  const { enrichment, severities } = state;
  return {
    ...state,
    ...(enrichment && { enrichment: backTo(enrichment, span) }),
    ...(severities && { severities: backTo(severities, span) }),
  };
}

function backTo(known: BackgroundState, { end }: Span): BackgroundState {
  const coveredFrom = Math.max(known.coveredFrom, Math.min(end, known.completeTo));
  return coveredFrom === known.coveredFrom ? known : { ...known, coveredFrom, finishedAt: null };
}
