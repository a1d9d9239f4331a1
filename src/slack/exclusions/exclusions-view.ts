import type { ModalView } from '@slack/types';
import type { Exclusion } from '../../domain/exclusion.ts';
import { button } from '../blocks/button.ts';
import { dateText } from '../blocks/date-text.ts';
import { plural } from '../blocks/numbers.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn, plain } from '../blocks/text.ts';
import { choiceValue } from '../incidents/incident-row.ts';

/** Counts an excluded incident again; its value names the incident. */
export const INCLUDE_ACTION = 'exclusions_include';

const MOST_SHOWN = 90;

/** All incidents of the workspace that were excluded by hand: why, by whom and when; who may takes it back. */
export function exclusionsView(exclusions: readonly Exclusion[], mayExclude: boolean): ModalView {
  const shown = exclusions.slice(0, MOST_SHOWN);
  return {
    type: 'modal',
    title: plain('Excluded by hand'),
    close: plain('Back'),
    blocks: [
      section(
        exclusions.length === 0
          ? 'No incident is excluded by hand.'
          : `${plural(exclusions.length, 'incident')} of this workspace ${exclusions.length === 1 ? 'does' : 'do'} not count in any number.`,
      ),
      ...shown.map((exclusion) =>
        section(
          `*#${exclusion.number}* excluded by <@${exclusion.by}>, ${dateText(exclusion.at)}\n${escapeMrkdwn(exclusion.reason)}`,
          mayExclude
            ? button('Count it again', INCLUDE_ACTION, choiceValue('include', exclusion))
            : undefined,
        ),
      ),
      ...(exclusions.length > shown.length
        ? [section(`and ${plural(exclusions.length - shown.length, 'older one')}`)]
        : []),
    ],
  };
}
