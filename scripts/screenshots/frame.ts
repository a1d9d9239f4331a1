import { withDates } from '../../demo/page/blocks/slack-date.ts';
import { PULSE } from '../../demo/page/pulse.ts';
import { type Json, object, text } from '../../test/simulators/slack/json.ts';
import type { Message } from '../../test/simulators/slack/messages.ts';
import type { View } from '../../test/simulators/slack/views.ts';
import { blocksHtml } from './blocks-html.ts';
import { escapeHtml } from './html.ts';
import type { Reader } from './reader.ts';

/** One thing to be pictured. */
export interface Scene {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly shown: Message | View;
  /** What led to it, for example the command that was typed. */
  readonly caption: string;
  /** The app's errors of a submitted form, by block_id. */
  readonly errors?: Readonly<Record<string, string>>;
}

const APP = 'SEI PagerDuty';
/** The app's picture, as the demo's page shows it. */
const AVATAR = `<svg class="avatar" viewBox="0 0 32 32"><rect width="32" height="32" rx="8"/><path d="${PULSE}"/></svg>`;

/** What a person sees, in a frame like Slack's. */
export function frameOf({ shown, caption, errors = {} }: Scene, reader: Reader): string {
  const what = shown.kind === 'message' ? message(shown, reader) : view(shown, reader, errors);
  const words = escapeHtml(caption)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*([^*]+)\*/g, '<b>$1</b>');
  return `<div class="caption">${words}</div>${what}`;
}

function message(shown: Message, reader: Reader): string {
  const only = shown.ephemeralTo === null ? '' : '<div class="only">👁 Only visible to you</div>';
  const edited = shown.edited ? '<span class="time"> (edited)</span>' : '';
  const time = withDates(`<!date^${reader.now}^{time}|>`, reader);
  const body =
    shown.blocks.length > 0
      ? blocksHtml(shown.blocks, reader)
      : blocksHtml([{ type: 'section', text: { type: 'mrkdwn', text: shown.text } }], reader);
  return `<div class="message${only === '' ? '' : ' ephemeral'}">${AVATAR}<div class="body">${only}
    <div class="who"><b>${APP}</b><span class="app">APP</span><span class="time">${time}</span>${edited}</div>
    ${body}</div></div>`;
}

function view(shown: View, reader: Reader, errors: Readonly<Record<string, string>>): string {
  const body = blocksHtml(shown.blocks, reader, { values: shown.state.values, errors });
  if (shown.type === 'home')
    return `<div class="home"><nav><b>Home</b><span>Messages</span><span>About</span></nav>${body}</div>`;
  const label = (part: unknown) => escapeHtml(text(object(part as Json).text)); // absent in a view without it
  const submit = label(shown.submit);
  return `<div class="modal"><header>${AVATAR}${label(shown.title)}</header><main>${body}</main>
    <footer class="buttons"><span>${label(shown.close)}</span>${submit === '' ? '' : `<span class="submit">${submit}</span>`}</footer></div>`;
}
