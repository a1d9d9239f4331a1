import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Clock } from '../domain/clock.ts';
import { type Collection, scopeOf } from '../domain/collection.ts';
import { fold } from '../domain/fold.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import { withoutCollection } from '../domain/profile.ts';
import { type Account, currentNames } from '../report/account.ts';
import { NameTakenError } from '../store/errors.ts';
import type { IncidentStore, Store } from '../store/store.ts';
import { draftProblems, tidiedDraft } from './check-draft.ts';
import { collectionTree, rootOf, type TreeNode } from './collection-tree.ts';
import type { CollectionDraft, Collections, DraftProblems, SaveOutcome } from './collections.ts';
import { countMatches } from './count-matches.ts';
import { proposalsOf } from './proposals-of.ts';
import { suggestValues } from './suggest-values.ts';

export interface CollectionsOptions {
  readonly store: Pick<Store, 'collections' | 'integrations' | 'audiences' | 'profiles'>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Incidents as an actor sees them. */
  readonly incidentsFor: (actor: Actor) => Promise<Pick<IncidentStore, 'window' | 'directory'>>;
}

/** The category of what is created from PagerDuty's teams, and of the first collection anybody makes. */
const TEAMS_CATEGORY = 'Teams';

/** Collections in a store. Every call demands its permission, and sees no more than the actor's audience allows. */
export function createCollections({
  store,
  access,
  clock,
  newId,
  incidentsFor,
}: CollectionsOptions): Collections {
  async function tree(actor: Actor): Promise<readonly TreeNode[]> {
    await access.demand(actor, 'see collections');
    const nodes = collectionTree(await store.collections.list(actor.workspaceId));
    const shown = await Promise.all(nodes.map(({ collection: { id } }) => isShown(actor, id)));
    return nodes.filter((_, index) => shown[index]);
  }

  async function isShown(actor: Actor, id: string): Promise<boolean> {
    return (await access.decide(actor, 'see collections', { kind: 'collection', id })).allowed;
  }

  /** Integrations that the actor sees, with what their accounts name. */
  async function accounts({ workspaceId, ...actor }: Actor): Promise<readonly Account[]> {
    const incidents = await incidentsFor({ ...actor, workspaceId });
    const integrations = await store.integrations.list(workspaceId);
    const all = await Promise.all(
      integrations.map(async (integration) => {
        const target = { kind: 'integration', id: integration.id } as const;
        const { allowed } = await access.decide({ ...actor, workspaceId }, 'see integrations', target);
        if (!allowed) return [];
        return [{ integration, directory: await incidents.directory(workspaceId, integration.id) }];
      }),
    );
    return all.flat();
  }

  async function demandEditing(actor: Actor, { id }: Pick<CollectionDraft, 'id'>): Promise<void> {
    if (id === null) await access.demand(actor, 'create collection');
    else await access.demand(actor, 'edit collection', { kind: 'collection', id });
  }

  async function problemsOf(
    actor: Actor,
    draft: CollectionDraft,
    all: readonly Collection[],
  ): Promise<DraftProblems> {
    const problems = draftProblems(draft, all);
    const { place } = draft;
    // A parent outside of the actor's audience is not there for them.
    const hidden = place.kind === 'under' && !(await isShown(actor, place.parentId));
    return hidden ? { ...problems, place: 'That collection is not there any more.' } : problems;
  }

  /** The stored collection as the draft would make it; its parent may be a root that does not exist yet. */
  function drafted(draft: CollectionDraft, workspaceId: string, all: readonly Collection[]): Collection {
    const { name, description, tags, integrationIds, filter, place } = draft;
    const stored = all.find(({ id }) => id === draft.id);
    const id = stored?.id ?? newId();
    const base = { ...stored, workspaceId, id, name, description, tags, integrationIds, filter };
    if (place.kind === 'under') {
      const { category: _, ...nested } = base;
      return { ...nested, parentId: place.parentId };
    }
    if (place.kind === 'root') return { ...base, parentId: null };
    return { ...base, parentId: rootOf(place.category, all)?.id ?? null };
  }

  async function save(actor: Actor, raw: CollectionDraft): Promise<SaveOutcome> {
    await demandEditing(actor, raw);
    const { workspaceId } = actor;
    const draft = tidiedDraft(raw);
    const all = await store.collections.list(workspaceId);
    if (draft.id !== null && !all.some(({ id }) => id === draft.id)) return { kind: 'gone' };
    const problems = await problemsOf(actor, draft, all);
    if (Object.keys(problems).length > 0) return { kind: 'refused', problems };
    try {
      const parent = draft.place.kind === 'new category' ? await rootFor(draft.place.category, actor) : null;
      const collection = drafted(
        parent === null ? draft : { ...draft, place: { kind: 'under', parentId: parent.id } },
        workspaceId,
        all,
      );
      if (draft.id === null) await store.collections.save(collection);
      // One that was deleted meanwhile does not come back.
      else if (!(await store.collections.update(workspaceId, draft.id, () => collection)))
        return { kind: 'gone' };
      return { kind: 'saved', collection };
    } catch (error) {
      // Two people chose the same name at once.
      if (error instanceof NameTakenError) return { kind: 'refused', problems: { name: error.message } };
      throw error;
    }
  }

  /** The root of a category: “All Teams”. Made where there is none. */
  async function rootFor(category: string, { workspaceId }: Actor): Promise<Collection> {
    const all = await store.collections.list(workspaceId);
    const known = rootOf(category, all);
    if (known !== undefined) return known;
    const root: Collection = {
      workspaceId,
      id: newId(),
      name: `All ${category}`,
      description: '',
      tags: [],
      parentId: null,
      category,
      integrationIds: null,
      filter: [],
    };
    await store.collections.save(root);
    return root;
  }

  /** What was seen by some alone is not seen by everybody once the collection above it is gone. */
  async function bequeathAudience(
    { workspaceId }: Actor,
    id: string,
    children: readonly Collection[],
  ): Promise<void> {
    const audience = await store.audiences.get(workspaceId, { kind: 'collection', id });
    if (audience === undefined || audience.only === null) return;
    for (const child of children) {
      const subject = { kind: 'collection', id: child.id } as const;
      const own = await store.audiences.get(workspaceId, subject);
      // Its own was chosen by an admin, for it alone.
      if ((own?.only ?? null) === null) await store.audiences.save({ ...audience, subject });
    }
  }

  return {
    tree,

    async find(actor, name) {
      const nodes = await tree(actor);
      const wanted = fold(name);
      const found = nodes.find(({ collection }) => fold(collection.name) === wanted);
      const names = nodes.map(({ collection }) => collection.name);
      return found ?? { nearest: nearestNames(name, names) };
    },

    async get(actor, id) {
      return (await tree(actor)).find(({ collection }) => collection.id === id);
    },

    async check(actor, draft) {
      await demandEditing(actor, draft);
      return problemsOf(actor, tidiedDraft(draft), await store.collections.list(actor.workspaceId));
    },

    async matches(actor, raw) {
      await demandEditing(actor, raw);
      const { workspaceId } = actor;
      const all = await store.collections.list(workspaceId);
      const collection = drafted(tidiedDraft(raw), workspaceId, all);
      const stored = all.find(({ id }) => id === raw.id);
      const parent = all.find(({ id }) => id === collection.parentId);
      const everything = { integrationIds: null, filter: [] };
      const reference = stored ?? parent;
      const before = reference === undefined ? everything : scopeOf(reference, all);
      const others = all.filter(({ id }) => id !== collection.id);
      const [counted = 0, after = 0] = await countMatches([before, scopeOf(collection, others)], {
        workspaceId,
        names: currentNames(await accounts(actor)),
        incidents: await incidentsFor(actor),
        clock,
      });
      return { before: counted, after };
    },

    async changesDefinition(actor, raw) {
      await demandEditing(actor, raw);
      const all = await store.collections.list(actor.workspaceId);
      const stored = all.find(({ id }) => id === raw.id);
      if (stored === undefined) return false;
      return definitionOf(stored) !== definitionOf(drafted(tidiedDraft(raw), actor.workspaceId, all));
    },

    save,

    async deletionOf(actor, id) {
      await access.demand(actor, 'delete collection', { kind: 'collection', id });
      const all = await store.collections.list(actor.workspaceId);
      const collection = all.find((each) => each.id === id);
      const children = all.filter(({ parentId }) => parentId === id).map(({ name }) => name);
      return collection && { collection, children: children.toSorted() };
    },

    async delete(actor, id) {
      await access.demand(actor, 'delete collection', { kind: 'collection', id });
      const { workspaceId } = actor;
      const all = await store.collections.list(workspaceId);
      const collection = all.find((each) => each.id === id);
      if (collection === undefined) return undefined;
      const { parentId, category } = collection;
      const children = all.filter((each) => each.parentId === id);
      await bequeathAudience(actor, id, children);
      // One that was moved elsewhere meanwhile stays there.
      for (const child of children)
        await store.collections.update(workspaceId, child.id, (known) =>
          known.parentId === id
            ? { ...known, parentId, ...(category === undefined ? {} : { category }) }
            : known,
        );
      await store.collections.delete(workspaceId, id);
      await store.audiences.delete(workspaceId, { kind: 'collection', id });
      await store.profiles.assign(workspaceId, (known) => withoutCollection(known, id));
      return collection;
    },

    async suggest(actor, field, text, integrationIds) {
      await access.demand(actor, 'see collections');
      const seen = await accounts(actor);
      return suggestValues(
        field,
        text,
        integrationIds === null || integrationIds.length === 0
          ? seen
          : seen.filter(({ integration }) => integrationIds.includes(integration.id)),
      );
    },

    async names(actor) {
      await access.demand(actor, 'see collections');
      return currentNames(await accounts(actor));
    },

    async proposals(actor) {
      await access.demand(actor, 'create collection');
      return proposalsOf(await accounts(actor), await store.collections.list(actor.workspaceId));
    },

    async adopt(actor, { integrationId, teamId }) {
      await access.demand(actor, 'create collection');
      const proposals = proposalsOf(await accounts(actor), await store.collections.list(actor.workspaceId));
      const proposal = proposals.find(
        (each) => each.integrationId === integrationId && each.teamId === teamId,
      );
      if (proposal === undefined) return { kind: 'gone' };
      return save(actor, {
        id: null,
        name: proposal.name,
        description: `PagerDuty team of ${proposal.integration}`,
        tags: [],
        place: { kind: 'new category', category: TEAMS_CATEGORY },
        integrationIds: [integrationId],
        filter: [{ field: 'team', operator: 'equals', values: [teamId] }],
      });
    },
  };
}

function definitionOf({ integrationIds, filter, parentId }: Collection): string {
  return JSON.stringify([
    parentId,
    integrationIds?.toSorted() ?? null,
    filter.map(({ field, operator, values }) => [field, operator, values.toSorted()]),
  ]);
}
