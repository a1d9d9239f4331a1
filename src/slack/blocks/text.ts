import type { MrkdwnElement, PlainTextElement } from '@slack/types';

/**
 * Makes a name safe inside mrkdwn: it cannot ping (`<!here>`, `<@U1>`), link or break the text.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Longer than any character that people write: families and flags have up to 14 code units. */
const LONGEST_CHARACTER = 64;

/** At most `length` characters; what is cut off shows as an ellipsis. Never cuts in two what people see as one. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const start = Math.max(0, end - LONGEST_CHARACTER);
  const cut = CHARACTERS.segment(text.slice(start, end + LONGEST_CHARACTER)).containing(end - start);
  const whole = start + (cut?.index ?? 0);
  const kept = text.slice(0, whole > start ? whole : end).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}…`;
}

/** The same for mrkdwn: an escaped character, a mention, date or link that would be cut in two is left out. */
export function shortenMrkdwn(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${shorten(text, length)
    .slice(0, -1)
    .replace(/(?:&[a-z]*|<[^<>]*)$/, '')}…`;
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
