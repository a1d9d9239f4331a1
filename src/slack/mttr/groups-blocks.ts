import type { AnyBlock, Button } from '@slack/types';
import type { Report } from '../../domain/report.ts';
import { button } from '../blocks/button.ts';
import { thousands } from '../blocks/numbers.ts';
import { context } from '../blocks/section.ts';
import { table } from '../blocks/table.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { type GroupsTable, groupsTable } from './groups-table.ts';
import { ROWS_ACTION } from './mttr-actions.ts';

/** The groups of an answer, by hours lost or the newest days, weeks or months; nothing where there is only one. */
export function groupsBlocks(report: Report, most: number): AnyBlock[] {
  const groups = groupsTable(report);
  if (groups === null) return [];
  const { head, rows, notes, byTime } = groups;
  const shown = byTime ? rows.slice(-most) : rows.slice(0, most);
  const cut =
    rows.length > shown.length
      ? [`${byTime ? 'The last' : 'The first'} ${shown.length} of ${thousands(rows.length)} rows`]
      : [];
  const said = [...cut, ...notes];
  return [table(head, shown), ...(said.length > 0 ? [context(said.join(' · '))] : [])];
}

/** Shows the rows that the table has no room for; none where it has. */
export function rowsButton(report: Report, value: string, most: number): Button[] {
  const groups = groupsTable(report);
  if (groups === null || groups.rows.length <= most) return [];
  return [button(`All ${thousands(groups.rows.length)} rows`, ROWS_ACTION, value)];
}

/** The whole table in lines, for a modal: Slack takes no tables there. */
export function tableLines({ head, rows }: GroupsTable): string[] {
  return rows.map(([label = '', ...cells]) =>
    [`*${escapeMrkdwn(label)}*`, ...cells.map((cell, index) => `${head[index + 1]} ${cell}`)].join(' · '),
  );
}
