/** What is to be done about a message that Slack refused. */
export type Refusal =
  /** Its blocks are not taken in this form. */
  | 'other form'
  /** Only people can mend it, at the place: the digest is paused. */
  | 'pause'
  /** The app has no valid token: it may be installed again. */
  | 'no token'
  /** Slack did not take it and may take it later. */
  | 'later'
  /** It would be refused each time. */
  | 'failed';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  invalid_blocks: 'other form',
  invalid_blocks_format: 'other form',
  unsupported_block: 'other form',

  not_in_channel: 'pause',
  channel_not_found: 'pause',
  is_archived: 'pause',
  is_inactive: 'pause',
  restricted_action: 'pause',
  restricted_action_read_only_channel: 'pause',
  restricted_action_thread_only_channel: 'pause',
  restricted_action_non_threadable_channel: 'pause',
  messages_tab_disabled: 'pause',
  cannot_dm_bot: 'pause',
  user_not_found: 'pause',
  user_disabled: 'pause',
  user_not_visible: 'pause',

  token_revoked: 'no token',
  token_expired: 'no token',
  account_inactive: 'no token',
  invalid_auth: 'no token',
  not_authed: 'no token',
  org_login_required: 'no token',
  team_access_not_granted: 'no token',

  ekm_access_denied: 'later',
  rate_limited: 'later',
  ratelimited: 'later',
  message_limit_exceeded: 'later',
  http_408: 'later',
  http_429: 'later',
};

/** @param code Slack's word for why it did not take a message */
export function refusalOf(code: string): Refusal {
  return REFUSALS[code] ?? 'failed';
}
