import type { Authorize } from '@slack/bolt';
import type { Tokens } from '../installations/tokens.ts';

/** Answers each request with the token of the workspace that it comes from. */
export function authorise(tokens: Pick<Tokens, 'of'>): Authorize<boolean> {
  return async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const workspaceId = isEnterpriseInstall ? enterpriseId : teamId;
    if (!workspaceId) throw new Error('Slack sent a request without a workspace.');
    const { tenant, ...bot } = await tokens.of(workspaceId);
    return {
      ...bot,
      ...(enterpriseId === undefined ? {} : { enterpriseId }),
      // Where one token serves one team, whoever comes from another team is a stranger in this one.
      ...(tenant?.kind === 'team' ? { teamId: tenant.id } : teamId === undefined ? {} : { teamId }),
    };
  };
}
