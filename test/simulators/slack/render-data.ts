import { type Json, object, objects, text } from './json.ts';
import type { Pen } from './render-pen.ts';
import { pad, width } from './text-layout.ts';

/** A table with aligned columns. */
export function table(block: Json, pen: Pen): string[] {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) => objects(row).map(cell));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => width(row[at] ?? ''))),
  );
  const settings = objects(block.column_settings);
  const lines = rows.map((row) =>
    row
      .map((content, at) => {
        const align = settings[at]?.align;
        return pad(content, widths[at] ?? 0, align === 'right' || align === 'center' ? align : 'left');
      })
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = lines;
  const rule = '─'.repeat(Math.min(pen.columns, Math.max(...lines.map(width), 1)));
  const caption = text(block.caption);
  return [...(caption === '' ? [] : [pen.dim(caption)]), pen.bold(head), pen.dim(rule), ...body];
}

function cell(value: Json): string {
  if (value.type === 'raw_text') return text(value.text);
  if (value.type === 'rich_text') return richText(value);
  return String(value.text ?? value.value ?? '');
}

/** A chart of any type as bars, one line a point. */
export function chart(block: Json, pen: Pen): string[] {
  const body = object(block.chart);
  const axis = object(body.axis_config);
  const series = body.type === 'pie' ? [{ name: '', data: body.segments }] : objects(body.series);
  const unit = text(axis.y_label);
  const lines = [
    pen.bold(text(block.title)) +
      (unit === '' || text(block.title).includes(unit) ? '' : pen.dim(` (${unit})`)),
  ];
  for (const one of series) {
    const points = objects(one.data).map((point) => ({
      label: text(point.label),
      value: Number(point.value),
    }));
    if (series.length > 1) lines.push(text(one.name));
    const labels = Math.max(0, ...points.map((point) => width(point.label)));
    const highest = Math.max(...points.map((point) => Math.abs(point.value)), Number.MIN_VALUE);
    const room = Math.max(8, Math.min(40, pen.columns - labels - 14));
    for (const { label, value } of points) {
      const eighths = Math.round((Math.abs(value) / highest) * room * 8);
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (' ▏▎▍▌▋▊▉'[eighths % 8] ?? '').trim();
      lines.push(`${pad(label, labels, 'right')} │${bar} ${Number(value.toFixed(2))}`);
    }
  }
  return lines;
}

/** Rich text as plain lines. */
export function richText(block: Json): string {
  return objects(block.elements)
    .map((part) => {
      if (part.type === 'rich_text_list')
        return objects(part.elements)
          .map((item, at) => `${part.style === 'ordered' ? `${at + 1}.` : '•'} ${inline(item)}`)
          .join('\n');
      return (part.type === 'rich_text_quote' ? '> ' : '') + inline(part);
    })
    .join('\n');
}

function inline(part: Json): string {
  return objects(part.elements)
    .map((one) => {
      if (one.type === 'emoji') return `:${text(one.name)}:`;
      if (one.type === 'user') return `@${text(one.user_id)}`;
      if (one.type === 'channel') return `#${text(one.channel_id)}`;
      return text(one.text) || text(one.url);
    })
    .join('');
}
