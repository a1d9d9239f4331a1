import type { BlockAction } from '@slack/bolt';

/** The value of a button, or the chosen option of a menu; empty where there is none. */
export function carried(action: BlockAction['actions'][number]): string {
  if (action.type === 'button') return action.value ?? '';
  if (action.type === 'static_select' || action.type === 'external_select' || action.type === 'overflow')
    return action.selected_option?.value ?? '';
  return '';
}
