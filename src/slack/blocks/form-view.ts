import type { AnyBlock, ModalView } from '@slack/types';
import { plain } from './text.ts';

export interface FormOptions {
  /** By which the listener of its submission is found. */
  readonly callbackId: string;
  /** At most 24 characters, like `submit`. */
  readonly title: string;
  readonly submit: string;
  /** What the view carries besides its inputs, at most 3,000 characters; never a secret. */
  readonly metadata?: string;
}

/** A modal that is submitted. */
export function formView(
  { callbackId, title, submit, metadata }: FormOptions,
  blocks: readonly AnyBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    ...(metadata === undefined ? {} : { private_metadata: metadata }),
    blocks: [...blocks],
  };
}
