import { type Json, object, objects, text } from './json.ts';

/** What Slack refuses in `table` and `data_table`. */
export function tableProblems(block: Json, where: string): string[] {
  const rows = Array.isArray(block.rows) ? block.rows.map(objects) : [];
  const problems: string[] = [];
  const [least, most] = block.type === 'table' ? [1, 100] : [2, 101];
  if (rows.length < least || rows.length > most)
    problems.push(`${where}.rows: ${rows.length}, from ${least} to ${most}`);
  rows.forEach((row, index) => {
    if (row.length === 0 || row.length > 20)
      problems.push(`${where}.rows[${index}]: ${row.length} cells, from 1 to 20`);
    row.forEach((cell, column) => {
      const at = `${where}.rows[${index}][${column}]`;
      if (cell.type === 'raw_text') {
        if (text(cell.text) === '') problems.push(`${at}.text: empty; use a space or a dash`);
      } else if (cell.type !== 'rich_text' && cell.type !== 'raw_number')
        problems.push(`${at}: no cell of type ${JSON.stringify(cell.type)}`);
    });
  });
  if (new Set(rows.map((row) => row.length)).size > 1)
    problems.push(`${where}.rows: every row needs the same number of cells`);
  if (block.type === 'data_table' && text(block.caption) === '') problems.push(`${where}.caption: required`);
  const characters = rows.flat().reduce((sum, cell) => sum + cellLength(cell), 0);
  if (characters > 10_000) problems.push(`${where}: ${characters} characters in the cells, at most 10000`);
  return problems;
}

function cellLength(cell: Json): number {
  if (cell.type === 'raw_text') return text(cell.text).length;
  return JSON.stringify(cell.elements ?? cell.value ?? '').length;
}

/**
 * What Slack refuses in the native chart. At most 6 series: the schema in `contracts/` allows 12, the
 * written limit of the platform page is 6, and the stricter one is safe under both.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export function chartProblems(block: Json, where: string): string[] {
  const problems = labelProblems([block.title], `${where}.title`, 50);
  const chart = object(block.chart);
  if (chart.type === 'pie') return [...problems, ...pieProblems(chart, `${where}.chart`)];
  if (chart.type !== 'bar' && chart.type !== 'line' && chart.type !== 'area')
    return [...problems, `${where}.chart.type: pie, bar, line or area`];
  const axis = object(chart.axis_config);
  const categories = Array.isArray(axis.categories) ? axis.categories : [];
  problems.push(...listProblems(categories, `${where}.chart.axis_config.categories`, 20));
  for (const label of ['x_label', 'y_label']) {
    if (axis[label] !== undefined) problems.push(...labelProblems([axis[label]], `${where}.${label}`, 50));
  }
  const series = objects(chart.series);
  if (series.length === 0 || series.length > 6)
    problems.push(`${where}.chart.series: ${series.length}, from 1 to 6`);
  const names = series.map((one) => one.name);
  problems.push(...labelProblems(names, `${where}.chart.series`, 20));
  if (new Set(names).size < names.length) problems.push(`${where}.chart.series: names must differ`);
  for (const one of series) {
    const data = objects(one.data);
    const labels = data.map((point) => point.label);
    if (JSON.stringify(labels.toSorted()) !== JSON.stringify(categories.toSorted()))
      problems.push(`${where}.chart.series "${text(one.name)}": labels must be exactly the categories`);
    if (data.some((point) => !Number.isFinite(point.value)))
      problems.push(`${where}.chart.series "${text(one.name)}": every value must be a finite number`);
  }
  return problems;
}

function pieProblems(chart: Json, where: string): string[] {
  const segments = objects(chart.segments);
  const problems = listProblems(
    segments.map((segment) => segment.label),
    `${where}.segments`,
    12,
  );
  if (segments.some(({ value }) => typeof value !== 'number' || !Number.isFinite(value) || value <= 0))
    problems.push(`${where}.segments: every value must be above 0`);
  return problems;
}

function listProblems(labels: readonly unknown[], where: string, most: number): string[] {
  const problems = labelProblems(labels, where, 20);
  if (labels.length === 0 || labels.length > most)
    problems.push(`${where}: ${labels.length}, from 1 to ${most}`);
  if (new Set(labels).size < labels.length) problems.push(`${where}: labels must differ`);
  return problems;
}

function labelProblems(labels: readonly unknown[], where: string, most: number): string[] {
  return labels.flatMap((label) => {
    if (typeof label !== 'string' || label === '') return [`${where}: a text is required`];
    return label.length > most
      ? [`${where}: "${label}" has ${label.length} characters, at most ${most}`]
      : [];
  });
}
