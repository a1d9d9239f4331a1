import { initialState, type ViewState } from './form.ts';
import { type Json, objects, text } from './json.ts';

/** A modal or Home as a person sees it: what emulate stores, with what has been typed so far. */
export interface View extends Json {
  readonly kind: 'view';
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly blocks: Json[];
  readonly state: { values: ViewState };
}

/** The open modals and the Home of each person. */
export class Views {
  readonly #modals = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  modals(user: string): readonly View[] {
    return this.#modals.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  /** The current version of a view that is still on somebody's screen. */
  find(idOrExternalId: string): { user: string; view: View } | undefined {
    // Most views have an empty external_id: an empty id would find any of them.
    if (idOrExternalId === '') return undefined;
    for (const [user, stack] of [...this.#modals, ...[...this.#homes].map(([u, v]) => [u, [v]] as const)]) {
      const view = stack.find((one) => one.id === idOrExternalId || one.external_id === idOrExternalId);
      if (view !== undefined) return { user, view };
    }
    return undefined;
  }

  open(user: string, raw: Json): View {
    const view = shown(raw);
    this.#modals.set(user, [view]);
    return view;
  }

  push(user: string, raw: Json): View {
    const view = shown(raw);
    this.#modals.set(user, [...this.modals(user), view]);
    return view;
  }

  publish(user: string, raw: Json): View {
    const view = shown(raw, this.#homes.get(user));
    this.#homes.set(user, view);
    return view;
  }

  /** A new version of a view: Slack keeps what was typed where block_id and action_id stay the same. */
  update(raw: Json): View | undefined {
    const known = this.find(text(raw.id));
    if (known === undefined) return undefined;
    return this.#put(known.user, shown(raw, known.view));
  }

  /** Remembers what a person has typed or chosen. */
  fill(view: View, values: ViewState): View {
    const known = this.find(view.id);
    if (known === undefined) throw new Error(`The view ${view.id} is no longer open.`);
    return this.#put(known.user, { ...known.view, state: { values } });
  }

  pop(user: string): void {
    this.#modals.set(user, this.modals(user).slice(0, -1));
  }

  clear(user: string): void {
    this.#modals.delete(user);
  }

  #put(user: string, next: View): View {
    if (next.type === 'home') this.#homes.set(user, next);
    else
      this.#modals.set(
        user,
        this.modals(user).map((view) => (view.id === next.id ? next : view)),
      );
    return next;
  }
}

function shown(raw: Json, before?: View): View {
  const blocks = objects(raw.blocks);
  const values = initialState(blocks);
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, entry] of Object.entries(actions)) {
      const old = before?.state.values[blockId]?.[actionId];
      if (old !== undefined && old.type === entry.type) actions[actionId] = old;
    }
  }
  return {
    ...raw,
    kind: 'view',
    id: text(raw.id),
    hash: text(raw.hash),
    type: raw.type === 'home' ? 'home' : 'modal',
    blocks,
    state: { values },
  };
}
