import type { TableBlock } from '@slack/types';
import { shorten } from './text.ts';

/** Slack counts 10,000 characters in all cells together, and refuses empty ones. */
const LONGEST_CELL = 80;

/** A table with a head; the first column left, the others right. One in a message, at most 100 rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): TableBlock {
  return {
    type: 'table',
    rows: [head, ...rows].map((cells) =>
      cells.map((text) => ({ type: 'raw_text', text: shorten(text, LONGEST_CELL) || '–' })),
    ),
    column_settings: head.map((_, column) =>
      column === 0 ? { align: 'left', is_wrapped: true } : { align: 'right' },
    ),
  };
}
