import type { InputBlock, PlainTextOption } from '@slack/types';
import { plain, shorten } from './text.ts';

interface TextInputOptions {
  /** Longest text. */
  readonly max: number;
  readonly initial?: string;
  readonly optional?: boolean;
  readonly multiline?: boolean;
  readonly hint?: string;
}

/** An input of one text. Its value lies in the view's state under the block's id and `value`. */
export function textInput(
  blockId: string,
  label: string,
  { max, initial, optional, multiline, hint }: TextInputOptions,
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    optional: optional ?? false,
    ...(hint ? { hint: plain(hint) } : {}),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: max,
      ...(multiline ? { multiline } : {}),
      ...(initial ? { initial_value: shorten(initial, max) } : {}),
    },
  };
}

interface ChoiceInputOptions {
  readonly hint?: string;
  /** By which a choice is heard at once, since the form is drawn anew with it; else it lies under `value`. */
  readonly actionId?: string;
}

/** An input of one choice among few, all in sight. */
export function choiceInput(
  blockId: string,
  label: string,
  options: PlainTextOption[],
  chosen: string,
  { hint, actionId }: ChoiceInputOptions = {},
): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: blockId,
    ...(actionId === undefined ? {} : { dispatch_action: true }),
    label: plain(label),
    ...(hint ? { hint: plain(hint) } : {}),
    element: {
      type: 'radio_buttons',
      action_id: actionId ?? 'value',
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

/** An input of one choice among more than that, under the block's id and `value`. */
export function menuInput(
  blockId: string,
  label: string,
  options: PlainTextOption[],
  chosen: string,
): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: {
      type: 'static_select',
      action_id: 'value',
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

/** A box to tick, or not, under the block's id and an action of its own: whoever ticks it is heard at once. */
export function tickInput(
  blockId: string,
  label: string,
  actionId: string,
  option: PlainTextOption,
  ticked: boolean,
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label),
    optional: true,
    dispatch_action: true,
    element: {
      type: 'checkboxes',
      action_id: actionId,
      options: [option],
      ...(ticked ? { initial_options: [option] } : {}),
    },
  };
}

/** A choice in such an input. */
export function choiceOption(value: string, label: string): PlainTextOption {
  return { text: plain(label), value };
}
