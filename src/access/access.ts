import type { Standing } from '../domain/role.ts';
import type { Actor } from './actor.ts';
import type { Action } from './permissions.ts';
import type { Reason } from './refused-error.ts';

/** Something whose audience can be narrowed. */
export interface Target {
  readonly kind: 'integration' | 'collection';
  readonly id: string;
}

export type Decision =
  | { readonly allowed: true; readonly standing: Standing }
  | { readonly allowed: false; readonly standing: Standing; readonly reason: Reason };

/**
 * Who may do what. Every service that shows or changes something asks here first; views ask only to show what is of use.
 *
 * Where the workspace does not say who somebody is, the question fails: nobody is let in by an outage.
 */
export interface Access {
  standing(actor: Actor): Promise<Standing>;
  /** @param target what the action reaches: outside of its audience it is as if it were not there */
  decide(actor: Actor, action: Action, target?: Target): Promise<Decision>;
  /** Throws {@link RefusedError} with the reason and who can help. Returns what the person is to the app. */
  demand(actor: Actor, action: Action, target?: Target): Promise<Standing>;
}
