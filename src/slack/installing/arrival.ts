import type { Installation } from '@slack/oauth';
import type { Arrival } from '../../installations/installations.ts';

/** What Slack hands over at the end of an installation, in our words. Throws where it gave no workspace or no bot token. */
export function arrivalOf({ team, enterprise, user, bot, isEnterpriseInstall }: Installation): Arrival {
  const tenant = isEnterpriseInstall ? enterprise : team;
  if (!tenant) throw new Error('Slack named neither a workspace nor an organisation.');
  if (!bot) throw new Error('Slack gave no bot token.');
  const { refreshToken, expiresAt } = bot;
  return {
    workspaceId: tenant.id,
    kind: isEnterpriseInstall ? 'organisation' : 'team',
    name: tenant.name ?? '',
    botId: bot.id,
    botUserId: bot.userId,
    scopes: bot.scopes,
    installerId: user.id,
    accessToken: bot.token,
    rotation: refreshToken && expiresAt !== undefined ? { refreshToken, expiresAt } : null,
  };
}
