import type { Context, Middleware, SlackEventMiddlewareArgs } from '@slack/bolt';
import { workspaceOf } from '../caller.ts';
import type { Services } from '../services.ts';

type Needed = Pick<Services, 'installations' | 'inFlight' | 'log'>;

/** The app was removed from a workspace or an organisation. */
export function appUninstalled(services: Needed): Middleware<SlackEventMiddlewareArgs<'app_uninstalled'>> {
  return async ({ body, context }) => leave(services, context, body.event_time);
}

/** Tokens were revoked. Those of people are not ours, and no sign of a removal; the bot's are. */
export function tokensRevoked(services: Needed): Middleware<SlackEventMiddlewareArgs<'tokens_revoked'>> {
  return async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length === 0) return;
    await leave(services, context, body.event_time);
  };
}

async function leave({ installations, inFlight, log }: Needed, context: Context, at: number): Promise<void> {
  const workspaceId = workspaceOf(context);
  if (!workspaceId) throw new Error('Slack told of an installation without its workspace.');
  try {
    await inFlight.track(installations.left(workspaceId, at));
  } catch (error) {
    log.error({ workspaceId, error }, 'A removal of the app could not be carried out yet.');
  }
}
