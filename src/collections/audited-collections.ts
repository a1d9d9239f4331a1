import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Details } from '../domain/audit-record.ts';
import type { Collection } from '../domain/collection.ts';
import type { CollectionStore } from '../store/store.ts';
import type { Collections } from './collections.ts';

interface Surroundings {
  readonly audit: Pick<Audit, 'record'>;
  readonly store: Pick<CollectionStore, 'list'>;
}

/** Collections whose changes stand in the audit log. */
export function auditedCollections(collections: Collections, { audit, store }: Surroundings): Collections {
  async function stored({ workspaceId }: Actor, id: string | null): Promise<Collection | undefined> {
    return (await store.list(workspaceId)).find((each) => each.id === id);
  }

  function record(actor: Actor, what: string, before?: Collection, after?: Collection): Promise<void> {
    const { id, name } = after ?? before ?? { id: '', name: '' };
    return audit.record(actor, {
      what,
      object: { kind: 'collection', id, name },
      before: before === undefined ? null : detailsOf(before),
      after: after === undefined ? null : detailsOf(after),
    });
  }

  return {
    ...collections,
    async save(actor, draft) {
      const before = await stored(actor, draft.id);
      const outcome = await collections.save(actor, draft);
      if (outcome.kind === 'saved') {
        const what = before === undefined ? 'collection created' : 'collection edited';
        await record(actor, what, before, outcome.collection);
      }
      return outcome;
    },
    async delete(actor, id) {
      const deleted = await collections.delete(actor, id);
      if (deleted !== undefined) await record(actor, 'collection deleted', deleted);
      return deleted;
    },
    async adopt(actor, proposal) {
      const outcome = await collections.adopt(actor, proposal);
      if (outcome.kind === 'saved') await record(actor, 'collection created', undefined, outcome.collection);
      return outcome;
    },
  };
}

function detailsOf({ name, parentId, integrationIds, filter, tags }: Collection): Details {
  return {
    name,
    parentId,
    integrations: integrationIds ?? 'inherited',
    filter: JSON.stringify(filter),
    tags,
  };
}
