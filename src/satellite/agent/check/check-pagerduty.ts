import type { Seconds } from '../../../domain/duration.ts';
import type { ConnectPagerDuty } from '../../../pagerduty/client.ts';
import { NoAnswerError, PagerDutyError } from '../../../pagerduty/errors.ts';
import type { ConfiguredIntegration } from '../file/satellite-config.ts';
import { networkReason } from '../network/network-reason.ts';
import { type Finding, note, ok, wrong } from './finding.ts';

/** Asks one PagerDuty account whose key it is, and for the user whom the file names. */
export async function checkPagerDuty(
  { id, url, apiKey, username }: ConfiguredIntegration,
  connect: ConnectPagerDuty,
): Promise<{ readonly finding: Finding; readonly skew: Seconds | null }> {
  const what = `PagerDuty ${id}`;
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
          'Correct username: it is shown in Slack.',
        );
      }
      return ok(what, `answers at ${url} and takes the key`);
    } catch (error) {
      if (!(error instanceof PagerDutyError)) throw error;
      const reason = error instanceof NoAnswerError && error.cause ? networkReason(error.cause) : null;
      const unknown = reason === null || reason === 'the connection failed';
      return wrong(
        what,
        unknown ? error.message : `No answer from ${url}: ${reason}.`,
        error instanceof NoAnswerError
          ? 'Check url, and whether PagerDuty needs the proxy (all_traffic: true).'
          : '',
      );
    }
  })();
  const skew = client.clockSkew();
  return { finding, skew: skew === null ? null : -skew };
}
