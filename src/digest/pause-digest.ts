import type { Audit } from '../audit/audit.ts';
import type { Digest, DigestPause } from '../domain/digest.ts';
import type { DigestStore } from '../store/digest-store.ts';

/** Pauses a digest that cannot go out, unless it is paused already. Returns it as it is then. */
export async function pauseDigest(
  {
    store,
    audit,
  }: { readonly store: { readonly digests: DigestStore }; readonly audit: Pick<Audit, 'record'> },
  { workspaceId, id }: Digest,
  paused: DigestPause,
): Promise<Digest | undefined> {
  // As it is now: somebody may have changed or deleted it meanwhile.
  const current = await store.digests.update(workspaceId, id, (known) =>
    known.paused === null ? { ...known, paused } : known,
  );
  if (current?.paused !== paused) return current;
  await audit.record(
    { workspaceId },
    {
      what: 'digest paused',
      object: { kind: 'digest', id, name: '' },
      before: null,
      after: { why: paused.kind === 'slack' ? paused.code : paused.kind },
    },
  );
  return current;
}
