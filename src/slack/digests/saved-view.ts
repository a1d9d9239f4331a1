import type { ModalView } from '@slack/types';
import type { DigestSaved } from '../../digest/digests.ts';
import { actions, button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { verbActionId } from './digest-actions.ts';
import { placeText, subjectOf } from './listed-text.ts';
import { scheduleText } from './schedule-text.ts';

/** What was saved, when it comes first, and what people want to see next. */
export function savedView(
  { digest, isNew, next }: Extract<DigestSaved, { kind: 'saved' }>,
  collection: string | null,
  readerId: string,
): ModalView {
  const announced =
    isNew && digest.place.kind === 'channel' ? '\nThe channel was told that you configured it.' : '';
  const when = digest.paused === null ? `Next: ${dateText(next, 'date and time')}` : 'It is paused.';
  return {
    type: 'modal',
    title: plain('Saved'),
    close: plain('Done'),
    blocks: [
      section(
        `*${subjectOf({ digest, collection })}* to ${placeText(digest.place, readerId)}\n${scheduleText(digest.schedule)}\n${when}${announced}`,
      ),
      ...actions([
        button('Preview', verbActionId('preview'), digest.id),
        button('Send now…', verbActionId('send'), digest.id),
      ]),
    ],
  };
}
