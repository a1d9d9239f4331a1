import type { Access } from '../access/access.ts';
import { RefusedError } from '../access/refused-error.ts';
import type { DecideExclusion } from './exclusions.ts';

/** Lets those exclude whom the table of permissions lets. */
export function decideExclusion(access: Pick<Access, 'demand'>): DecideExclusion {
  return async (workspaceId, userId) => {
    try {
      await access.demand({ workspaceId, teamId: workspaceId, userId }, 'exclude incidents');
      return { allowed: true };
    } catch (error) {
      if (error instanceof RefusedError) return { allowed: false, sentence: error.message };
      throw error;
    }
  };
}
