import type { ModalView } from '@slack/types';
import { paragraphs, section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { aboutParts } from './about-lines.ts';
import { tableLines } from './groups-blocks.ts';
import { groupsTable } from './groups-table.ts';
import { headline } from './headline.ts';
import type { ReportContext } from './report-context.ts';

const MOST_SECTIONS = 80;

/** All that is known about a number: how sure it is, what makes it, what was left out, how it is measured. */
export function aboutView(context: ReportContext): ModalView {
  return {
    type: 'modal',
    title: plain('About this number'),
    close: plain('Close'),
    blocks: [
      section(headline(context)),
      ...aboutParts(context.report, context.now).flatMap(({ title, lines }) =>
        paragraphs([`*${title}*`, ...lines]),
      ),
    ],
  };
}

/** All rows of an answer's table, since a message has room for ten. */
export function rowsView(context: ReportContext): ModalView {
  const groups = groupsTable(context.report);
  const lines = groups === null ? ['There is only one group.'] : tableLines(groups);
  const sections = paragraphs(lines);
  const shown = sections.slice(0, MOST_SECTIONS);
  const notes = groups?.notes ?? [];
  return {
    type: 'modal',
    title: plain('All rows'),
    close: plain('Close'),
    blocks: [
      section(headline(context)),
      ...(notes.length > 0 ? [section(notes.join(' · '))] : []),
      ...shown,
      ...(sections.length > shown.length
        ? [section('More rows than Slack shows: narrow the question.')]
        : []),
    ],
  };
}
