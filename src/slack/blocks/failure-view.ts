import type { ModalView } from '@slack/types';
import type { RefusedError } from '../../access/refused-error.ts';
import { refusalMessage } from '../roles/refusal-message.ts';
import { section } from './section.ts';
import { plain } from './text.ts';

/** A modal that says what went wrong, or what was refused and what to do about it. */
export function failureView(said: string | RefusedError): ModalView {
  return {
    type: 'modal',
    title: plain('SEI PagerDuty'),
    close: plain('Close'),
    blocks: typeof said === 'string' ? [section(said)] : refusalMessage(said).blocks,
  };
}
