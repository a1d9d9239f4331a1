import type { Target } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Standing } from '../domain/role.ts';

/** Who looks: a person, everybody in a channel, or a person who shows it to a channel. */
export interface Viewers {
  readonly workspaceId: string;
  /** `null`: no single person, as in a digest that is posted to a channel. */
  readonly person: (Pick<Actor, 'userId'> & { readonly standing: Standing }) | null;
  /** A channel that is shown what is seen; `null`: nobody but the person. */
  readonly channelId: string | null;
}

/** What is seen of a workspace by audiences. Everything else is as if it were not there. */
export interface View {
  readonly workspaceId: string;
  readonly integrationIds: ReadonlySet<string>;
  readonly collectionIds: ReadonlySet<string>;
  /** Integrations whose private teams are left out. */
  readonly withoutPrivateTeams: ReadonlySet<string>;
  /** Whether one SEI Admin alone looks: admins are also shown reports of collections that are deleted. */
  readonly isAdmin: boolean;
  /** The same for everybody who sees the same of what there is now. */
  readonly key: string;
}

/** Audiences at work. */
export interface Sight {
  view(viewers: Viewers): Promise<View>;
  /** Whether somebody is in the audience of something and of all above it. Says nothing of roles. */
  isShown(actor: Actor, target: Target): Promise<boolean>;
}
