import type { Actor } from '../access/actor.ts';
import type { Collection } from '../domain/collection.ts';
import type { Filter, FilterField } from '../domain/filter.ts';
import type { TreeNode } from './collection-tree.ts';

/** The fields by which a collection can be narrowed, in the order in which people are offered them. */
export const COLLECTION_FIELDS = ['service', 'priority', 'urgency', 'severity', 'user', 'team'] as const;
export type CollectionField = Extract<FilterField, (typeof COLLECTION_FIELDS)[number]>;

/** Where a collection stands: at the top of a category, below another one, or in a category that does not exist yet. */
export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'under'; readonly parentId: string }
  | { readonly kind: 'new category'; readonly category: string };

/** A collection as somebody fills it in. */
export interface CollectionDraft {
  /** `null` for a new one. */
  readonly id: string | null;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly place: Place;
  readonly integrationIds: readonly string[] | null;
  readonly filter: Filter;
}

/** Each mistake at the field where it was made, as a sentence for the person. */
export type DraftProblems = Partial<
  Record<'name' | 'description' | 'tags' | 'place' | 'category' | 'filter', string>
>;

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly collection: Collection }
  | { readonly kind: 'refused'; readonly problems: DraftProblems }
  | { readonly kind: 'gone' };

/** How many of the incidents created in the last year a definition matches. */
export interface MatchCounts {
  /** With what is stored; for a new collection with its parent. */
  readonly before: number;
  readonly after: number;
}

/** A value that a filter can have. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

/** A collection that suggests itself: a team of PagerDuty's that has none yet. */
export interface Proposal {
  readonly integrationId: string;
  readonly integration: string;
  readonly teamId: string;
  /** As the collection would be called. */
  readonly name: string;
}

/** What a deletion comes to. */
export interface DeletionEffect {
  readonly collection: Collection;
  /** Names of those directly below: they move up to its parent, narrowed no longer by its filter. Who sees them stays. */
  readonly children: readonly string[];
  /** How many digests are paused with it; absent where none are. */
  readonly digests?: number;
}

/** Collections of a workspace, as far as somebody may see and change them. */
export interface Collections {
  /** Those that the actor sees, in the order of the tree. */
  tree(actor: Actor): Promise<readonly TreeNode[]>;
  find(actor: Actor, name: string): Promise<TreeNode | { readonly nearest: readonly string[] }>;
  get(actor: Actor, id: string): Promise<TreeNode | undefined>;
  /** Mistakes of a draft: at once. */
  check(actor: Actor, draft: CollectionDraft): Promise<DraftProblems>;
  /** Throws where the definition goes in a circle. */
  matches(actor: Actor, draft: CollectionDraft): Promise<MatchCounts>;
  /** Whether saving changes which incidents an existing collection shows. */
  changesDefinition(actor: Actor, draft: CollectionDraft): Promise<boolean>;
  save(actor: Actor, draft: CollectionDraft): Promise<SaveOutcome>;
  deletionOf(actor: Actor, id: string): Promise<DeletionEffect | undefined>;
  delete(actor: Actor, id: string): Promise<Collection | undefined>;
  /**
   * Values for a filter by what somebody has typed so far, the best first, at most 100.
   *
   * @param integrationIds of the collection; `null` for all
   */
  suggest(
    actor: Actor,
    field: CollectionField,
    text: string,
    integrationIds: readonly string[] | null,
  ): Promise<readonly Suggestion[]>;
  /** The names that the values of a filter have now, by value. */
  names(actor: Actor): Promise<ReadonlyMap<string, string>>;
  proposals(actor: Actor): Promise<readonly Proposal[]>;
  /** Creates what was proposed, in the category Teams. */
  adopt(actor: Actor, proposal: Pick<Proposal, 'integrationId' | 'teamId'>): Promise<SaveOutcome>;
}
