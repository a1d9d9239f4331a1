import { type Json, object, objects, text } from '../../../test/simulators/slack/json.ts';

/** What a person typed or chose: text, an id or option value, an option itself (of menus the app fills), or several. */
export type Value = string | Json | null | (string | Json)[];

/** What stands in the state of a view for a control, as the value a person would have chosen. */
export function valueIn(entry: Json, type: string): Value {
  const option = (one: unknown) => (type.endsWith('external_select') ? object(one) : text(object(one).value));
  if (Array.isArray(entry.selected_options)) return objects(entry.selected_options).map(option);
  if (entry.selected_option) return option(entry.selected_option);
  for (const key of ['users', 'conversations', 'channels'])
    if (Array.isArray(entry[`selected_${key}`])) return (entry[`selected_${key}`] as unknown[]).map(text); // checked
  for (const key of ['user', 'conversation', 'channel', 'date', 'time'])
    if (typeof entry[`selected_${key}`] === 'string') return text(entry[`selected_${key}`]);
  return typeof entry.value === 'string' ? entry.value : null;
}

/** What a control begins with, where no state is kept: in messages. */
export function initialOf(element: Json): Value {
  const type = text(element.type);
  const entry: Json = { value: element.initial_value };
  for (const [key, value] of Object.entries(element))
    if (key.startsWith('initial_')) entry[key.replace('initial_', 'selected_')] = value;
  return valueIn(entry, type);
}

/** The values as a list, whether one or several may be chosen. */
export function listed(value: Value | undefined): (string | Json)[] {
  if (value === null || value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
