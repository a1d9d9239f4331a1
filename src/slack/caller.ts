import type { Context } from '@slack/bolt';
import type { Actor } from '../access/actor.ts';

/** The tenant that a request comes from: a team, or an organisation that installed the app as a whole. */
export function workspaceOf({
  isEnterpriseInstall,
  enterpriseId,
  teamId,
}: Pick<Context, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId'>): string | undefined {
  return isEnterpriseInstall ? enterpriseId : teamId;
}

/** Who asks. Throws where Slack's payload names no workspace or no user: nothing can be answered then. */
export function callerOf(context: Context): Actor {
  const workspaceId = workspaceOf(context);
  if (!workspaceId || !context.userId) throw new Error('Slack sent a request without a workspace or a user.');
  return { workspaceId, userId: context.userId, teamId: context.teamId ?? workspaceId };
}
