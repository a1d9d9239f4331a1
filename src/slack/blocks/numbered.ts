import type { Button } from '@slack/types';

/** One of several buttons of a kind that stand in one row: Slack wants each action id once in a block. */
export function numbered(button: Button, index: number): Button {
  return { ...button, action_id: `${button.action_id}_${index}` };
}

/** Takes the presses of all of them, and of one that stands alone. */
export function alsoNumbered(actionId: string): RegExp {
  return new RegExp(`^${actionId}(?:_\\d+)?$`);
}
