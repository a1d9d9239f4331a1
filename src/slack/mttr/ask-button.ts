import type { Button } from '@slack/types';
import { button } from '../blocks/button.ts';
import type { Asked } from './asked.ts';
import { canonicalText } from './canonical-text.ts';

const LONGEST_VALUE = 2_000;

/** A button that asks a question; none where the question is too long for Slack to carry. */
export function askButton(label: string, id: string, asked: Asked): Button[] {
  const value = canonicalText(asked);
  return value.length > LONGEST_VALUE ? [] : [button(label, `mttr_ask_${id}`, value)];
}
