import { type Json, object, objects, text } from './json.ts';

/** Elements with a list of options, and how many of them Slack takes. */
const MOST_OPTIONS: Record<string, number> = {
  static_select: 100,
  multi_static_select: 100,
  overflow: 5,
  radio_buttons: 10,
  checkboxes: 10,
};

const KNOWN = new Set(
  'button checkboxes datepicker datetimepicker email_text_input external_select feedback_buttons file_input icon_button image multi_channels_select multi_conversations_select multi_external_select multi_static_select multi_users_select number_input overflow plain_text_input radio_buttons rich_text_input static_select channels_select conversations_select users_select timepicker url_text_input workflow_button'.split(
    ' ',
  ),
);

/** What Slack refuses in a block element (button, select, input). */
export function elementProblems(element: Json, where: string): string[] {
  const type = text(element.type);
  if (!KNOWN.has(type)) return [`${where}: no element of type ${JSON.stringify(element.type)}`];
  const problems = lengthProblem(element.action_id, `${where}.action_id`, 255);
  if (element.placeholder !== undefined)
    problems.push(...textProblems(element.placeholder, `${where}.placeholder`, 150, 'plain_text'));
  if (element.confirm !== undefined)
    problems.push(...confirmProblems(object(element.confirm), `${where}.confirm`));
  if (type === 'button') problems.push(...buttonProblems(element, where));
  if (type === 'image' && text(element.alt_text) === '') problems.push(`${where}.alt_text: required`);
  if (type === 'number_input' && typeof element.is_decimal_allowed !== 'boolean')
    problems.push(`${where}.is_decimal_allowed: required`);
  if (type in MOST_OPTIONS) problems.push(...choiceProblems(element, where, MOST_OPTIONS[type] ?? 100));
  return problems;
}

/** What Slack refuses in a text object. */
export function textProblems(value: unknown, where: string, most: number, type?: 'plain_text'): string[] {
  const element = object(value);
  if (element.type !== 'plain_text' && element.type !== 'mrkdwn')
    return [`${where}: a text object is required`];
  if (type !== undefined && element.type !== type) return [`${where}: must be ${type}`];
  if (element.type === 'mrkdwn' && element.emoji !== undefined)
    return [`${where}.emoji: only plain_text has it`];
  if (text(element.text) === '') return [`${where}.text: empty`];
  return lengthProblem(element.text, `${where}.text`, most);
}

/** A string above its limit. */
export function lengthProblem(value: unknown, where: string, most: number): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [`${where}: must be a string`];
  return value.length > most ? [`${where}: ${value.length} characters, at most ${most}`] : [];
}

/** What Slack refuses in one option of a select, also of one served as a suggestion. */
export function optionProblems(option: Json, where: string): string[] {
  const value = text(option.value);
  return [
    ...textProblems(option.text, `${where}.text`, 75),
    ...(value === '' ? [`${where}.value: required`] : lengthProblem(value, `${where}.value`, 150)),
    ...(option.description === undefined ? [] : textProblems(option.description, `${where}.description`, 75)),
  ];
}

function buttonProblems(button: Json, where: string): string[] {
  const problems = textProblems(button.text, `${where}.text`, 75, 'plain_text');
  problems.push(...lengthProblem(button.value, `${where}.value`, 2000));
  problems.push(...lengthProblem(button.url, `${where}.url`, 3000));
  problems.push(...lengthProblem(button.accessibility_label, `${where}.accessibility_label`, 75));
  if (button.style !== undefined && button.style !== 'primary' && button.style !== 'danger')
    problems.push(`${where}.style: primary, danger or absent`);
  return problems;
}

function confirmProblems(confirm: Json, where: string): string[] {
  const limits: Record<string, number> = { title: 100, text: 300, confirm: 30, deny: 30 };
  return Object.entries(limits).flatMap(([part, most]) =>
    confirm[part] === undefined && part !== 'text'
      ? []
      : textProblems(confirm[part], `${where}.${part}`, most),
  );
}

function choiceProblems(element: Json, where: string, most: number): string[] {
  const problems: string[] = [];
  const groups = element.option_groups === undefined ? undefined : objects(element.option_groups);
  if ((element.options === undefined) === (groups === undefined))
    problems.push(`${where}: exactly one of options and option_groups`);
  if (groups !== undefined && (groups.length === 0 || groups.length > 100))
    problems.push(`${where}.option_groups: ${groups.length}, from 1 to 100`);
  const lists = groups?.map((group) => objects(group.options)) ?? [objects(element.options)];
  for (const options of lists) {
    if (options.length === 0 || options.length > most)
      problems.push(`${where}.options: ${options.length}, from 1 to ${most}`);
    options.forEach((option, index) => {
      problems.push(...optionProblems(option, `${where}.options[${index}]`));
    });
  }
  // Slack compares whole options: an initial one must equal one that is offered.
  const offered = new Set(
    lists.flat().map((option) => `${text(option.value)}\n${text(object(option.text).text)}`),
  );
  const initial = [
    ...(element.initial_option === undefined ? [] : [object(element.initial_option)]),
    ...objects(element.initial_options),
  ];
  for (const option of initial) {
    if (!offered.has(`${text(option.value)}\n${text(object(option.text).text)}`))
      problems.push(`${where}: the initial option "${text(option.value)}" is not among the options`);
  }
  if (element.initial_options !== undefined && objects(element.initial_options).length === 0)
    problems.push(`${where}.initial_options: leave it out when there is none`);
  return problems;
}
