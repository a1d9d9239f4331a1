import type { ContextBlock, SectionBlock, SectionBlockAccessory } from '@slack/types';
import { mrkdwn, shortenMrkdwn } from './text.ts';

/** A paragraph in mrkdwn, at most 3,000 characters. */
export function section(text: string, accessory?: SectionBlockAccessory): SectionBlock {
  return { type: 'section', text: mrkdwn(shortenMrkdwn(text, 3_000)), ...(accessory ? { accessory } : {}) };
}

/** Small print in mrkdwn. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(shortenMrkdwn(text, 3_000))] };
}
