import { RespondError } from '@slack/bolt';
import { ErrorCode } from '@slack/web-api';
import { RefusedError } from '../access/refused-error.ts';
import { BusyError } from '../audience/busy-error.ts';
import { NotInstalledError } from '../installations/tokens.ts';
import { PagerDutyError } from '../pagerduty/errors.ts';
import { StoreError } from '../store/errors.ts';
import { escapeMrkdwn } from './blocks/text.ts';
import { refusal } from './roles/refusal.ts';
import { slackErrorCode } from './slack-error.ts';

const REMOVED = 'The app was removed from this workspace. A workspace admin can install it again.';

/** What Slack refuses for a reason that a person can mend. */
const SLACK_REFUSALS: Readonly<Record<string, string>> = {
  expired_trigger_id: 'That took too long for Slack to open a window. Please try again.',
  exchanged_trigger_id: 'Slack has opened this window already. Close it and try again.',
  expired_url: 'This message is older than Slack lets the app answer. Please ask again.',
  used_url: 'This message was answered as often as Slack allows. Please ask again.',
  ratelimited: 'Slack asks for a short break. Please try again in a minute.',
  not_in_channel: 'SEI PagerDuty is not in that channel. Invite it there first: `/invite @SEI PagerDuty`',
  channel_not_found:
    'SEI PagerDuty does not see that channel: it is private or gone. Invite it there first: `/invite @SEI PagerDuty`',
  is_archived: 'That channel is archived. Choose another one, or bring it back first.',
  restricted_action:
    'Your workspace does not let apps post there. Ask a workspace admin, or choose another channel.',
  user_not_found: 'Slack does not know that person any more.',
  not_found: 'That window is closed meanwhile. Please open it again.',
  view_not_found: 'That window is closed meanwhile. Please open it again.',
  hash_conflict: 'That window changed meanwhile. Please try again.',
  missing_scope:
    'The app lacks a permission that it needs for this. Whoever runs it has to install it again with its current manifest.',
  account_inactive: REMOVED,
  token_revoked: REMOVED,
};

/** What a person reads when something failed: the known cause in its own words, else an id that is in the log. */
export function sentenceFor(error: unknown, errorId: string): string {
  if (error instanceof RefusedError) return refusal(error);
  if (error instanceof BusyError) return error.message;
  if (error instanceof PagerDutyError || error instanceof StoreError) return escapeMrkdwn(error.message);
  if (error instanceof NotInstalledError) return REMOVED;
  const known = SLACK_REFUSALS[slackErrorCode(error) ?? ''] ?? unanswered(error);
  if (known !== undefined) return known;
  return `Something went wrong on our side. Try again; if it stays so, give this id to whoever runs the app: ${errorId}`;
}

/** Where Slack gave no word of its own: it asks for a break, does not answer, or forgot the response URL. */
function unanswered(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === ErrorCode.RateLimitedError) return SLACK_REFUSALS.ratelimited;
  if (error.code === ErrorCode.RequestError || error.code === ErrorCode.HTTPError) {
    return 'Slack does not answer the app at the moment. Please try again in a minute.';
  }
  return error instanceof RespondError && error.statusCode === 404 ? SLACK_REFUSALS.expired_url : undefined;
}
