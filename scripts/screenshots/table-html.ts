import { type Json, objects, text } from '../../test/simulators/slack/json.ts';
import { escapeHtml } from './html.ts';

/** A table block: cells do not wrap unless their column says so, and what is too wide scrolls, as in Slack. */
export function tableHtml(block: Json): string {
  const settings = objects(block.column_settings);
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) => {
    const cells = objects(row).map((cell, column) => {
      const { align = 'left', is_wrapped: wrapped } = settings[column] ?? {};
      const style = `text-align:${align};white-space:${wrapped === true ? 'normal' : 'nowrap'}`;
      return `<td style="${style}">${escapeHtml(text(cell.text))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="table"><table>${rows.join('')}</table></div>`;
}
