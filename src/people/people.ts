import type { Actor } from '../access/actor.ts';
import type { Membership } from '../domain/membership.ts';

export interface Person {
  readonly userId: string;
  readonly membership: Membership;
  /** IANA zone of the person's profile, `null` where nobody tells. */
  readonly zone: string | null;
}

/** Who is who in a workspace, by the word of the workspace itself. */
export interface People {
  /** At most a minute old: a demoted admin stays one no longer. Throws where it cannot be known: nobody is let in then. */
  person(actor: Actor): Promise<Person>;
  /** Owners first, then admins: user ids. Empty where it cannot be known. */
  admins(actor: Pick<Actor, 'workspaceId' | 'teamId'>): Promise<readonly string[]>;
}
