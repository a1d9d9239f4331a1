import { RespondError, type RespondFn } from '@slack/bolt';
import type { Message } from './blocks/message.ts';
import { slackErrorCode } from './slack-error.ts';

export interface RespondOptions {
  /** To the whole conversation; else only to the person. */
  readonly public?: boolean;
  /** In the place of the message whose button was pressed. */
  readonly replace?: boolean;
  /**
   * What to say where Slack does not take the blocks (not every workspace has the newest ones), one after the other;
   * `null` passes. With these at most 5 answers go through one response URL: Slack takes no more.
   */
  readonly otherwise?: readonly (() => Message | null | Promise<Message | null>)[];
}

/** Answers who asked: as it is, else without what Slack may not take, at last in plain text. */
export async function respondWith(
  respond: RespondFn,
  message: Message,
  { public: isPublic = false, replace = false, otherwise = [] }: RespondOptions = {},
): Promise<void> {
  const send = (content: { text: string; blocks?: Message['blocks'] }) =>
    respond({ response_type: isPublic ? 'in_channel' : 'ephemeral', replace_original: replace, ...content });
  for (const make of [() => message, ...otherwise]) {
    const content = await make();
    if (content === null) continue;
    try {
      await send(content);
      return;
    } catch (error) {
      if (!areBlocksRefused(error)) throw error;
    }
  }
  await send({ text: message.text });
}

const REFUSED: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format']);

/** Whether Slack does not take these blocks. A response URL answers 400 then, the Web API has a word for it. */
export function areBlocksRefused(error: unknown): boolean {
  return error instanceof RespondError ? error.statusCode === 400 : REFUSED.has(slackErrorCode(error) ?? '');
}
