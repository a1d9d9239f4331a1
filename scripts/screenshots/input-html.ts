import type { ViewState } from '../../test/simulators/slack/form.ts';
import { type Json, object, objects, text } from '../../test/simulators/slack/json.ts';
import { escapeHtml } from './html.ts';
import type { Reader } from './reader.ts';

/** What a person has typed into a form, and what the app said to it. */
export interface Filled {
  readonly values: ViewState;
  /** By block_id. */
  readonly errors: Readonly<Record<string, string>>;
}

type Names = Pick<Reader, 'channels' | 'users'>;

/** An input block as Slack's modals show it: label, field, error, hint. */
export function inputHtml(block: Json, { values, errors }: Filled, names: Names): string {
  const element = object(block.element);
  const entry = object(values[text(block.block_id)]?.[text(element.action_id)]);
  const error = errors[text(block.block_id)];
  const optional = block.optional === true ? ' <span class="optional">(optional)</span>' : '';
  return `<div class="input${error === undefined ? '' : ' wrong'}">
    <div class="label">${words(block.label)}${optional}</div>
    ${fieldHtml(element, entry, names)}
    ${error === undefined ? '' : `<div class="error">${escapeHtml(error)}</div>`}
    ${block.hint === undefined ? '' : `<div class="hint">${words(block.hint)}</div>`}
  </div>`;
}

function fieldHtml(element: Json, entry: Json, names: Names): string {
  if (element.type === 'radio_buttons') {
    const chosen = object(entry.selected_option ?? element.initial_option).value;
    return objects(element.options)
      .map(
        (option) =>
          `<div class="option"><span class="radio${option.value === chosen ? ' on' : ''}"></span>${words(option.text)}</div>`,
      )
      .join('');
  }
  if (element.type === 'checkboxes') {
    const ticked = objects(entry.selected_options ?? element.initial_options).map(({ value }) => value);
    return objects(element.options)
      .map(
        (option) =>
          `<div class="option"><span class="box">${ticked.includes(option.value) ? '✓' : ''}</span>${words(option.text)}</div>`,
      )
      .join('');
  }
  if (text(element.type).endsWith('_select')) return menuHtml(element, entry, names);
  const typed = text(entry.value) || text(element.initial_value);
  const shown = typed === '' ? placeholder(element) : escapeHtml(typed);
  return `<div class="field${element.multiline === true ? ' tall' : ''}">${shown}</div>`;
}

/** A closed menu: what is chosen, or what it is for; several choices as Slack's tokens. */
function menuHtml(element: Json, entry: Json, names: Names): string {
  const several = objects(entry.selected_options ?? element.initial_options);
  const tokens = several.map((option) => `<span class="token">${words(option.text)}</span>`);
  const one = chosenOf(element, entry, names);
  const shown = tokens.join('') || (one === '' ? placeholder(element) : escapeHtml(one));
  return `<div class="field menu"><span>${shown}</span><span class="chevron" aria-hidden="true"></span></div>`;
}

function chosenOf(element: Json, entry: Json, { channels, users }: Names): string {
  const channelId = text(entry.selected_conversation) || text(element.initial_conversation);
  const userId = text(entry.selected_user) || text(element.initial_user);
  const channel = channels.find(({ id }) => id === channelId);
  const user = users.find(({ id }) => id === userId);
  const option = object(entry.selected_option ?? element.initial_option);
  return text(object(option.text).text) || (channel && `# ${channel.name}`) || user?.realName || '';
}

function placeholder(element: Json): string {
  return `<i>${words(element.placeholder)}</i>`;
}

function words(value: unknown): string {
  return escapeHtml(text(object(value).text));
}
