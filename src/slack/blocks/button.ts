import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
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

/** What Slack asks before a press counts. Plain text; `yes` is the button that goes on. */
export function confirmation(title: string, text: string, yes: string): ConfirmationDialog {
  return { title: plain(title), text: plain(text), confirm: plain(yes), deny: plain('Cancel') };
}

/** Buttons in a row; none gives no block. */
export function actions(buttons: readonly Button[]): ActionsBlock[] {
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons.slice(0, 25) }];
}
