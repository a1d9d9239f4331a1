import { LogLevel, WebClient } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import { type Finding, ok, wrong } from '../satellite/agent/check/finding.ts';
import { refusedToken, SlackTokenRefusedError } from '../slack/token-refused.ts';
import { checkReach } from './check-reach.ts';

/** Whether Slack answers and takes the tokens. @param slack `null`: the tokens are not complete, and not tried */
export async function checkSlack(
  slack: SlackConfig | null,
  apiUrl: string,
  patience: number,
): Promise<Finding[]> {
  const reach = await checkReach('Slack', new URL('api.test', apiUrl).href, patience);
  if (reach.verdict === 'wrong' || slack === null) return [reach];
  const client = () =>
    new WebClient(undefined, {
      slackApiUrl: apiUrl,
      timeout: patience,
      logLevel: LogLevel.ERROR,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  const findings: Finding[] = [];
  if (slack.installing.mode === 'one workspace') {
    const token = slack.installing.botToken;
    findings.push(
      await asked('SLACK_BOT_TOKEN', async () => {
        const { team, user } = await client().auth.test({ token });
        return `is ${user} in the workspace ${team}`;
      }),
    );
  } else findings.push(ok('Slack', 'many workspaces: their tokens come with each installation'));
  if (slack.transport === 'socket')
    findings.push(
      await asked('SLACK_APP_TOKEN', async () => {
        await client().apps.connections.open({ token: slack.appToken });
        return 'may open a socket';
      }),
    );
  return [reach, ...findings];
}

async function asked(
  variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
  ask: () => Promise<string>,
): Promise<Finding> {
  try {
    return ok(variable, await ask());
  } catch (error) {
    const reason = refusedToken(error);
    return reason === null
      ? wrong(
          variable,
          `Slack could not be asked (${error instanceof Error ? error.message : String(error)}).`,
        )
      : wrong(variable, new SlackTokenRefusedError(variable, reason).message);
  }
}
