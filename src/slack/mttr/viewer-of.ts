import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import type { Standing } from '../../domain/role.ts';
import type { Services } from '../services.ts';

/** Who reads it: what they may do about it. */
export interface Viewer {
  readonly standing: Standing;
  /** Slack user ids of admins, for those who are none. */
  readonly helpers: readonly string[];
}

/** Who reads an answer. Who could help is looked up only where there is nothing to answer from. */
export async function viewerOf(
  { access, people }: Pick<Services, 'access' | 'people'>,
  caller: Actor,
  answer: { readonly kind: string },
): Promise<Viewer> {
  const standing = await access.standing(caller);
  const needsHelp = answer.kind === 'no integrations' && !allows(standing, 'connect');
  return { standing, helpers: needsHelp ? await people.admins(caller) : [] };
}
