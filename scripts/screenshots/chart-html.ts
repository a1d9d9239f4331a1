import { ticksTo } from '../../demo/page/blocks/chart-scale.ts';
import { type Json, object, objects, text } from '../../test/simulators/slack/json.ts';
import { escapeHtml } from './html.ts';

const HEIGHT = 180;
const FRAME = 26;
const LEFT = 36;
const BOTTOM = 34;
const TOP = 8;
const LABEL_WIDTH = 46;

/** A bar, line or area chart of one series, near to Slack's own: axis titles, and as many labels as there is room for. */
export function chartHtml(block: Json, room: number): string {
  const width = room - FRAME;
  const chart = object(block.chart);
  const axis = object(chart.axis_config);
  const points = objects(objects(chart.series)[0]?.data).map((point) => ({
    label: text(point.label),
    value: Number(point.value),
  }));
  const ticks = ticksTo(Math.max(...points.map(({ value }) => value), 0));
  const top = ticks.at(-1) ?? 1;
  const step = (width - LEFT) / Math.max(1, points.length);
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  const grid = ticks.map(
    (value) =>
      `<line x1="${LEFT}" x2="${width}" y1="${y(value)}" y2="${y(value)}" stroke="#e4e4e4"/>
       <text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  );
  const labels = points.map(({ label }, index) =>
    index % every === 0
      ? `<text x="${x(index)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${escapeHtml(label)}</text>`
      : '',
  );
  const unit = text(axis.y_label);
  const name = text(objects(chart.series)[0]?.name);
  return `<div class="chart">
    <div class="title">${escapeHtml(text(block.title))}</div>
    ${unit === '' ? '' : `<div class="axis">${escapeHtml(unit)}</div>`}
    <svg overflow="visible" viewBox="0 0 ${width} ${HEIGHT}">${grid.join('')}${labels.join('')}${marks()}</svg>
    <div class="legend"><i></i>${escapeHtml(name)}</div>
  </div>`;

  function marks(): string {
    if (chart.type === 'bar')
      return points
        .map(({ value }, index) => {
          const broad = step * 0.6;
          const height = HEIGHT - BOTTOM - y(value);
          return `<rect x="${x(index) - broad / 2}" y="${y(value)}" width="${broad}" height="${height}" rx="2" fill="#3b6fd4"/>`;
        })
        .join('');
    const line = points.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ');
    return `<polyline points="${line}" fill="none" stroke="#3b6fd4" stroke-width="2"/>`;
  }
}
