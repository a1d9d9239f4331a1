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

/** An input block as Slack's modals show it: label, field, error, hint. */
export function inputHtml(block: Json, { values, errors }: Filled, { channels }: Reader): string {
  const element = object(block.element);
  const entry = object(values[text(block.block_id)]?.[text(element.action_id)]);
  const error = errors[text(block.block_id)];
  const optional = block.optional === true ? ' <span class="optional">(optional)</span>' : '';
  return `<div class="input${error === undefined ? '' : ' wrong'}">
    <div class="label">${words(block.label)}${optional}</div>
    ${fieldHtml(element, entry, channels)}
    ${error === undefined ? '' : `<div class="error">${escapeHtml(error)}</div>`}
    ${block.hint === undefined ? '' : `<div class="hint">${words(block.hint)}</div>`}
  </div>`;
}

function fieldHtml(element: Json, entry: Json, channels: Reader['channels']): string {
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
  const chosen = object(entry.selected_option ?? element.initial_option).text;
  const conversation = text(entry.selected_conversation) || text(element.initial_conversation);
  const channel = channels.find(({ id }) => id === conversation);
  const typed =
    text(entry.value) ||
    text(element.initial_value) ||
    text(object(chosen).text) ||
    (channel === undefined ? '' : `# ${channel.name}`);
  const shown = typed === '' ? `<i>${words(element.placeholder)}</i>` : escapeHtml(typed);
  return `<div class="field${element.multiline === true ? ' tall' : ''}">${shown}</div>`;
}

function words(value: unknown): string {
  return escapeHtml(text(object(value).text));
}
