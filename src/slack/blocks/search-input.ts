import type { InputBlock, PlainTextOption } from '@slack/types';
import { plain } from './text.ts';

interface SearchInputOptions {
  /** By which the listener that finds the options is found. */
  readonly actionId: string;
  /** What stands in an empty menu. */
  readonly placeholder: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** Whether a choice is heard at once, since the form is drawn anew with it. */
  readonly heard?: boolean;
}

/** An input of one choice that the app finds while somebody types. */
export function searchInput(
  blockId: string,
  label: string,
  chosen: PlainTextOption | null,
  options: SearchInputOptions,
): InputBlock {
  return {
    ...inputOf(blockId, label, options),
    element: {
      type: 'external_select',
      ...menuOf(options),
      ...(chosen === null ? {} : { initial_option: chosen }),
    },
  };
}

/** The same of several. @param most how many may be chosen; left out: as many as there are */
export function searchAllInput(
  blockId: string,
  label: string,
  chosen: PlainTextOption[],
  { most, ...options }: SearchInputOptions & { readonly most?: number },
): InputBlock {
  return {
    ...inputOf(blockId, label, options),
    element: {
      type: 'multi_external_select',
      ...menuOf(options),
      ...(most === undefined ? {} : { max_selected_items: most }),
      ...(chosen.length > 0 ? { initial_options: chosen } : {}),
    },
  };
}

function inputOf(
  blockId: string,
  label: string,
  { hint, optional = false, heard = false }: SearchInputOptions,
): Omit<InputBlock, 'element'> {
  return {
    type: 'input',
    block_id: blockId,
    optional,
    dispatch_action: heard,
    label: plain(label),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
  };
}

function menuOf({ actionId, placeholder }: SearchInputOptions) {
  return { action_id: actionId, min_query_length: 0, placeholder: plain(placeholder) };
}
