import type { Installation } from '@slack/oauth';
import type { Arrival } from '../../installations/installations.ts';

/** Slack gave no bot token: the app was installed without what it needs. */
export class NoBotError extends Error {
  override readonly name = 'NoBotError';
}

/** What Slack hands over at the end of an installation, in our words. Throws {@link NoBotError}. */
export function arrivalOf({ team, enterprise, user, bot, isEnterpriseInstall }: Installation): Arrival {
  const tenant = isEnterpriseInstall ? enterprise : team;
  if (!tenant) throw new NoBotError('Slack named neither a workspace nor an organisation.');
  if (!bot) throw new NoBotError('Slack gave no bot token.');
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
