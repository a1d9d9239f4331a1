import type { Context } from '@slack/bolt';

/** The tenant that an event about the installation speaks of: these events come without an authorisation. */
export function tenantOf(context: Pick<Context, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId'>): string {
  const tenant = context.isEnterpriseInstall ? context.enterpriseId : context.teamId;
  if (!tenant) throw new Error('Slack told of an installation without its workspace.');
  return tenant;
}
