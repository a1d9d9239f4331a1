import type { ViewStateValue } from '@slack/bolt';

/** What the state of a submitted view holds: block id → action id → value. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** The text that somebody typed into an input; empty where there is none. */
export function typedIn(state: ViewState, blockId: string, actionId = 'value'): string {
  return state[blockId]?.[actionId]?.value?.trim() ?? '';
}

/** The value of the option that somebody chose, or `undefined`. */
export function chosenIn(state: ViewState, blockId: string, actionId = 'value'): string | undefined {
  return state[blockId]?.[actionId]?.selected_option?.value;
}

/** Values and labels of all options that somebody chose. */
export function allChosenIn(
  state: ViewState,
  blockId: string,
  actionId = 'value',
): readonly { readonly value: string; readonly label: string }[] {
  const options = state[blockId]?.[actionId]?.selected_options ?? [];
  return options.flatMap(({ value, text }) => (value ? [{ value, label: text?.text ?? value }] : []));
}

/** `production, eu` as tags. */
export function tagsIn(text: string): string[] {
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
