import type { ActionsBlock, Button } from '@slack/types';
import { plain, shorten } from './text.ts';

/** A button. Its label is cut at 75 characters, its value must not exceed 2,000. */
export function button(
  label: string,
  actionId: string,
  value?: string,
  options: Pick<Button, 'style' | 'confirm'> = {},
): Button {
  return {
    type: 'button',
    text: plain(shorten(label, 75)),
    action_id: actionId,
    ...(value === undefined ? {} : { value }),
    ...options,
  };
}

/** Buttons in a row; none gives no block. */
export function actions(buttons: readonly Button[]): ActionsBlock[] {
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons.slice(0, 25) }];
}
