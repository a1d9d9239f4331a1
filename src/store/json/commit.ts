import type { Instant } from '../../domain/instant.ts';
import type { Change } from '../change.ts';
import type { Sequence } from '../sequence.ts';

/** A commit as the journal keeps it. */
export interface Commit {
  readonly sequence: Sequence;
  /** The commit before it, 0 for the first: a chain without a gap has lost nothing. */
  readonly previous: Sequence;
  readonly at: Instant;
  readonly changes: readonly Change[];
}

/** A commit as JSON; incidents whose record is known already are not put into JSON again. */
export function encodeCommit(commit: Commit, recordsOf: ReadonlyMap<Change, readonly string[]>): string {
  const { sequence, previous, at } = commit;
  const changes = commit.changes.map((change) => {
    const records = recordsOf.get(change);
    if (!records || change.kind !== 'incidents') return JSON.stringify(change);
    const { kind, workspaceId, integrationId } = change;
    const head = JSON.stringify({ kind, workspaceId, integrationId });
    return `${head.slice(0, -1)},"incidents":[${records.join(',')}]}`;
  });
  return `{"sequence":${sequence},"previous":${previous},"at":${at},"changes":[${changes.join(',')}]}`;
}
