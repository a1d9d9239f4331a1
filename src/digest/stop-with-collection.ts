import type { Audit } from '../audit/audit.ts';
import type { Collections } from '../collections/collections.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { Store } from '../store/store.ts';
import type { DigestPoster } from './digest-poster.ts';
import { pauseDigest } from './pause-digest.ts';

export interface StopWithCollectionOptions {
  readonly store: Pick<Store, 'digests'>;
  readonly poster: Pick<DigestPoster, 'tell'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The same collections: deleting one pauses its digests, says so before, and tells whoever looks after them. */
export function stopWithCollection(
  collections: Collections,
  { store, poster, audit, clock, log }: StopWithCollectionOptions,
): Collections {
  const digestsOf = async (workspaceId: string, id: string) =>
    (await store.digests.list(workspaceId)).filter(({ collectionId }) => collectionId === id);

  return {
    ...collections,

    async deletionOf(actor, id) {
      const effect = await collections.deletionOf(actor, id);
      return effect && { ...effect, digests: (await digestsOf(actor.workspaceId, id)).length };
    },

    async delete(actor, id) {
      const deleted = await collections.delete(actor, id);
      if (deleted === undefined) return undefined;
      for (const digest of await digestsOf(actor.workspaceId, id)) {
        const pause = { kind: 'collection deleted', name: deleted.name, at: clock.now() } as const;
        const paused = await pauseDigest({ store, audit }, digest, pause);
        if (paused?.paused !== pause) continue;
        await poster.tell(paused, { kind: 'paused' }).catch((err: unknown) => {
          log.warn({ digestId: digest.id, err }, 'The owner of a digest could not be told that it stopped.');
        });
      }
      return deleted;
    },
  };
}
