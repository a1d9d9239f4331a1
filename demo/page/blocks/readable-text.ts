import { type Json, text } from '../../../test/simulators/slack/json.ts';
import { type DateReader, withDates } from './slack-date.ts';

/**
 * A text object as slack-blocks-to-jsx has to be given it, dates written out as Slack writes them for this reader. It shows
 * `verbatim` text raw, where Slack only makes no links of its own.
 */
export function readableText({ verbatim: _, ...element }: Json, reader: DateReader): Json {
  return element.type === 'mrkdwn'
    ? { ...element, text: keptIndent(withDates(text(element.text), reader)) }
    : element;
}

/** slack-blocks-to-jsx takes the spaces away with which a line begins, where Slack shows them: a joiner of no width holds them. */
function keptIndent(mrkdwn: string): string {
  return mrkdwn.replace(/^(?=\s+\S)/gm, '\u2060');
}
