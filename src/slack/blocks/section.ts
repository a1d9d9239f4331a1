import type { ContextBlock, SectionBlock, SectionBlockAccessory } from '@slack/types';
import { mrkdwn, shortenMrkdwn } from './text.ts';

/** A paragraph in mrkdwn, at most 3,000 characters. */
export function section(text: string, accessory?: SectionBlockAccessory): SectionBlock {
  return { type: 'section', text: mrkdwn(shortenMrkdwn(text, 3_000)), ...(accessory ? { accessory } : {}) };
}

/** Below what a section takes, so that nothing is cut. */
const PARAGRAPH = 2_900;

/** Lines of mrkdwn in as few sections as hold them. */
export function paragraphs(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < PARAGRAPH)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => section(text));
}

/** Small print in mrkdwn. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(shortenMrkdwn(text, 3_000))] };
}
