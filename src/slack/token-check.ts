import type { WebClient } from '@slack/web-api';
import type { Log } from '../domain/log.ts';
import type { Tenant } from '../installations/tokens.ts';
import { refusedToken, SlackTokenRefusedError } from './token-refused.ts';

export interface TokenCheck {
  /** Asks once. Throws {@link SlackTokenRefusedError}; where Slack does not answer it goes on asking in the background. */
  begin(): Promise<void>;
  /** Why Slack cannot be used at the moment; `null` where it can. */
  problem(): string | null;
  /** Whom the token belongs to; `null` until Slack has answered. */
  tenant(): Tenant | null;
  end(): void;
}

/** Finds out with `auth.test` whether Slack takes the token, without keeping the app from starting while Slack is down. */
export function createTokenCheck(options: {
  readonly client: Pick<WebClient, 'auth'>;
  readonly log: Log;
  /** Hears whom the token belongs to, once. */
  readonly onKnown?: (tenant: Tenant) => Promise<void>;
  /** Milliseconds between two attempts. */
  readonly pause?: number;
}): TokenCheck {
  const { client, log, pause = 10_000, onKnown } = options;
  let tenant: Tenant | null = null;
  let problem: string | null = 'Slack has not answered yet.';
  let timer: NodeJS.Timeout | undefined;

  async function ask(): Promise<void> {
    try {
      const answer = await client.auth.test();
      problem = null;
      const id = answer.is_enterprise_install ? answer.enterprise_id : answer.team_id;
      if (id) tenant = { kind: answer.is_enterprise_install ? 'organisation' : 'team', id };
    } catch (error) {
      const reason = refusedToken(error);
      if (reason !== null) throw new SlackTokenRefusedError('SLACK_BOT_TOKEN', reason);
      problem = 'Slack does not answer; the app goes on trying.';
      log.warn({ err: error }, problem);
      timer = setTimeout(() => void askAgain(), pause);
      return;
    }
    if (tenant !== null) await onKnown?.(tenant);
  }

  async function askAgain(): Promise<void> {
    try {
      await ask();
      if (problem === null) log.info('Slack answers.');
    } catch (error) {
      problem = String(error instanceof Error ? error.message : error);
      log.error({ err: error }, 'Slack refused the token.');
    }
  }

  return { begin: ask, problem: () => problem, tenant: () => tenant, end: () => clearTimeout(timer) };
}
