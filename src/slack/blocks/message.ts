import type { AnyBlock } from '@slack/types';

/** A message: `text` says all of it that matters, for notifications and screen readers. In mrkdwn, escaped. */
export interface Message {
  readonly text: string;
  readonly blocks: AnyBlock[];
}
