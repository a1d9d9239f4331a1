import type { Seconds } from '../../../domain/duration.ts';
import type { ConnectPagerDuty } from '../../../pagerduty/client.ts';
import {
  AccessDeniedError,
  KeyRefusedError,
  NoAnswerError,
  PagerDutyError,
  RateLimitedError,
  ServerError,
} from '../../../pagerduty/errors.ts';
import type { ConfiguredIntegration } from '../file/satellite-config.ts';
import { networkTrouble } from '../network/network-trouble.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

/**
 * Asks one PagerDuty account whose key it is, and for the user whom the file names.
 *
 * @param what the first word of the finding
 */
export async function checkPagerDuty(
  what: string,
  { id, url, apiKey, username }: ConfiguredIntegration,
  connect: ConnectPagerDuty,
): Promise<{ readonly finding: Finding; readonly skew: Seconds | null }> {
  const client = connect({ integrationId: id, url, apiKey });
  const finding = await (async () => {
    try {
      const identity = await client.identify();
      if (identity.scope === 'user') {
        return note(
          what,
          `answers; the key is ${identity.userName}'s own and sees only what that user may see`,
          "An account's key (Integrations, API Access Keys) sees everything.",
        );
      }
      if (username !== '' && (await client.findUser(username)) === null) {
        return note(
          what,
          `answers, and knows no user ${username}`,
          'Correct username; nothing else depends on it.',
        );
      }
      return ok(what, `answers at ${url} and takes the key`);
    } catch (error) {
      if (!(error instanceof PagerDutyError)) throw error;
      return failed(what, url, error);
    }
  })();
  const skew = client.clockSkew();
  return { finding, skew: skew === null ? null : -skew };
}

function failed(what: string, url: string, error: PagerDutyError): Finding {
  if (!(error instanceof NoAnswerError)) return wrong(what, error.message, adviceOn(error));
  if (!error.cause)
    return wrong(what, error.message, 'If it stays so, look at the connection and at what is between.');
  const { why, next } = networkTrouble(error.cause);
  return wrong(what, `No answer from ${url}: ${why}.`, next);
}

function adviceOn(error: PagerDutyError): string {
  if (error instanceof KeyRefusedError)
    return 'Correct api_key in satellite.yml, or url: https://api.pagerduty.com, for accounts in the EU https://api.eu.pagerduty.com.';
  if (error instanceof AccessDeniedError)
    return 'Take a read-only key of the account (Integrations, API Access Keys), which may read everything.';
  if (error instanceof ServerError || error instanceof RateLimitedError)
    return 'The satellite waits this out by itself; look again later.';
  return 'Correct url in satellite.yml: it is the address of the API, not of the web pages.';
}
