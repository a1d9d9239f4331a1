import { addressOf, type Control, controlsOf, labelOf } from './controls.ts';
import type { Directory } from './directory.ts';
import { type Json, object, objects, text } from './json.ts';

/** `view.state.values`: by block_id, then action_id. */
export type ViewState = Record<string, Record<string, Json>>;

/** What a test types or chooses: text, an option's value or label, several of them, a tick. */
export type Entry = string | number | boolean | null | Json | readonly (string | Json)[];

/** Where the value of each kind of control lies in the state. */
const FIELD: Record<string, string> = {
  plain_text_input: 'value',
  url_text_input: 'value',
  email_text_input: 'value',
  number_input: 'value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

const INITIAL: Record<string, string> = {
  value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
};

/** The state of a view before anybody touches it. */
export function initialState(blocks: readonly Json[]): ViewState {
  const values: ViewState = {};
  for (const control of controlsOf(blocks)) {
    const field = FIELD[control.type];
    if (field === undefined) continue;
    const initial = control.element[INITIAL[field] ?? ''];
    const none = field.endsWith('s') ? [] : null;
    values[control.blockId] = {
      ...values[control.blockId],
      [control.actionId]: { type: control.type, [field]: initial ?? none },
    };
  }
  return values;
}

/** The control that a key means: its address, its block_id, its action_id or its label. */
export function controlFor(blocks: readonly Json[], key: string): Control {
  const controls = controlsOf(blocks);
  const found =
    controls.find((control) => addressOf(control) === key) ??
    controls.find((control) => control.blockId === key && control.input) ??
    controls.find((control) => control.actionId === key) ??
    controls.find((control) => control.blockId === key) ??
    controls.find((control) => labelOf(control) === key);
  if (found !== undefined) return found;
  const known = controls.map((one) => `${one.blockId}/${one.actionId} (${one.type} "${labelOf(one)}")`);
  throw new Error(`Nothing called "${key}" here. There is: ${known.join(', ') || 'no control at all'}.`);
}

/**
 * One control's entry in the state, once a person has typed or chosen `value`.
 *
 * @throws when no person could do that, for example choose an option that is not offered
 */
export function entryOf(
  control: Control,
  value: Entry,
  directory: Directory,
  offered: readonly Json[] = [],
): Json {
  const { type } = control;
  const field = FIELD[type];
  if (field === undefined) throw new Error(`A ${type} takes no value.`);
  const put = (content: unknown): Json => ({ type, [field]: content });
  const options = [...optionsOf(control), ...offered];
  switch (field) {
    case 'value':
      return put(value === null || value === '' ? null : String(value));
    case 'selected_option':
      return put(value === null ? null : option(control, value, options));
    case 'selected_options':
      if (typeof value === 'boolean') return put(value ? options : []);
      return put(list(value).map((one) => option(control, one, options)));
    case 'selected_user':
      return put(value === null ? null : directory.person(String(value)).id);
    case 'selected_users':
      return put(list(value).map((one) => directory.person(String(one)).id));
    case 'selected_conversation':
    case 'selected_channel':
      return put(value === null ? null : conversation(control, String(value), directory));
    case 'selected_conversations':
    case 'selected_channels':
      return put(list(value).map((one) => conversation(control, String(one), directory)));
    default:
      return put(value);
  }
}

/**
 * What Slack's client itself says before it submits a form, by block_id.
 * Nothing is sent to the app while there is any.
 */
export function clientErrors(blocks: readonly Json[], values: ViewState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const control of controlsOf(blocks).filter((one) => one.input)) {
    const entry = values[control.blockId]?.[control.actionId];
    const content = entry?.[FIELD[control.type] ?? 'value'];
    const empty =
      content === null || content === undefined || (Array.isArray(content) && content.length === 0);
    if (empty && control.block.optional !== true)
      errors[control.blockId] = 'Please complete this required field.';
    if (!empty && typeof content === 'string') {
      const complaint = textComplaint(control, content);
      if (complaint !== null) errors[control.blockId] = complaint;
    }
  }
  return errors;
}

function textComplaint({ type, element }: Control, content: string): string | null {
  if (type === 'url_text_input' && !/^https?:\/\/\S+\.?\S+/i.test(content)) return 'Enter a valid URL.';
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(content)) return 'Enter a valid email address.';
  if (type === 'number_input') {
    const number = Number(content);
    if (!Number.isFinite(number)) return 'Enter a number.';
    if (element.is_decimal_allowed === false && !Number.isInteger(number)) return 'Enter a whole number.';
    if (element.min_value !== undefined && number < Number(element.min_value))
      return 'Enter a larger number.';
    if (element.max_value !== undefined && number > Number(element.max_value))
      return 'Enter a smaller number.';
  }
  if (type === 'plain_text_input') {
    if (typeof element.max_length === 'number' && content.length > element.max_length) return 'Too long.';
    if (typeof element.min_length === 'number' && content.length < element.min_length) return 'Too short.';
  }
  return null;
}

/** The options that stand in the control itself; an external select has none. */
export function optionsOf(control: Control): Json[] {
  const groups = objects(control.element.option_groups);
  return groups.length > 0 ? groups.flatMap((g) => objects(g.options)) : objects(control.element.options);
}

/** The option meant by a value, a label, or the option itself. */
export function option(control: Control, wanted: unknown, options: readonly Json[]): Json {
  const value = typeof wanted === 'object' ? text(object(wanted).value) : String(wanted);
  const found =
    options.find((one) => one.value === value) ?? options.find((one) => object(one.text).text === value);
  if (found !== undefined) return found;
  const known = options.map((one) => text(one.value)).join(', ');
  throw new Error(
    `"${value}" is not offered by ${control.actionId || control.blockId}. Offered: ${known || 'nothing'}.`,
  );
}

function conversation(control: Control, name: string, directory: Directory): string {
  const filter = object(control.element.filter);
  const channel = directory.findChannel(name);
  if (channel === undefined) return directory.person(name).id;
  const kinds = Array.isArray(filter.include) ? filter.include : ['public', 'private'];
  if (filter.exclude_external_shared_channels === true && channel.shared)
    throw new Error(`#${channel.name} is shared with another organisation and the picker leaves those out.`);
  if (!kinds.includes(channel.private ? 'private' : 'public'))
    throw new Error(`The picker offers ${kinds.join(', ')} conversations, so not #${channel.name}.`);
  return channel.id;
}

function list(value: Entry): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null || value === '' || typeof value === 'boolean' ? [] : [value];
}
