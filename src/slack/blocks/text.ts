import type { MrkdwnElement, PlainTextElement } from '@slack/types';

/**
 * Makes a name safe inside mrkdwn: it cannot ping (`<!here>`, `<@U1>`), link or break the text.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** At most `length` characters; what is cut off shows as an ellipsis. Never cuts a character in two. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Text that Slack shows as it is. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Text in Slack's markup; names in it must be escaped. `verbatim`: Slack turns no URL, name or channel into a link. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Our own emphasis taken away, for notifications and screen readers, which would read the asterisks. */
export function withoutBold(text: string): string {
  return text.replace(/(?<![^\s])\*([^*\n]+)\*(?![^\s,.:;)])/g, '$1');
}
