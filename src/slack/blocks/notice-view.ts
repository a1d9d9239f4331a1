import type { ModalView } from '@slack/types';
import { section } from './section.ts';
import { plain } from './text.ts';

/** A modal that says one thing and wants nothing. @param text mrkdwn @param title at most 24 characters, like `close` */
export function noticeView(title: string, text: string, close: 'Done' | 'Close' = 'Done'): ModalView {
  return { type: 'modal', title: plain(title), close: plain(close), blocks: [section(text)] };
}
