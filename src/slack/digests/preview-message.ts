import type { AnyBlock, ModalView } from '@slack/types';
import type { DigestReport } from '../../digest/digest-report.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Message } from '../blocks/message.ts';
import { context } from '../blocks/section.ts';
import { plain, withoutBold } from '../blocks/text.ts';
import { type DigestChart, digestMessage } from './digest-message.ts';

/** A digest as it would be now, with its thread below it, shown to one person. */
export function previewMessage(report: DigestReport, chart: DigestChart, now: Instant): Message {
  const { text, blocks, thread } = digestMessage(report, chart, now);
  const head = headOf(report);
  const below: AnyBlock[] =
    thread === null ? [] : [{ type: 'divider' }, context('In its thread:'), ...thread.blocks];
  return {
    text: withoutBold([head, text, ...(thread === null ? [] : [thread.text])].join('\n')),
    blocks: [context(head), ...blocks, ...below],
  };
}

/** The same in a modal, which takes no chart; its buttons would open another one. */
export function previewView(report: DigestReport, now: Instant): ModalView {
  return {
    type: 'modal',
    title: plain('Preview'),
    close: plain('Back'),
    blocks: previewMessage(report, 'words', now).blocks.filter(({ type }) => type !== 'actions'),
  };
}

/** Whether it would be sent at all. */
function headOf({ digest, worthSaying }: DigestReport): string {
  const left =
    digest.quiet && worthSaying.length === 0
      ? ' As it stands it would be left out: nothing in it is worth saying.'
      : '';
  return `*Preview:* only you see this.${left}`;
}
