import { type Json, object, objects, text } from './json.ts';
import { chart, richText, table } from './render-data.ts';
import type { Pen } from './render-pen.ts';
import { frame, pad, width, wrap } from './text-layout.ts';

/** The lines of blocks, without a frame around them. */
export function blocksLines(blocks: readonly Json[], pen: Pen): string[] {
  return blocks.flatMap((block, index) => {
    const lines = blockLines(block, pen);
    const roomy = index > 0 && ['header', 'input', 'table', 'data_visualization'].includes(text(block.type));
    return roomy ? ['', ...lines] : lines;
  });
}

function blockLines(block: Json, pen: Pen): string[] {
  switch (block.type) {
    case 'header':
      return wrap(words(block.text, pen), pen.columns).map(pen.bold);
    case 'section':
      return section(block, pen);
    case 'context':
      return wrap(
        objects(block.elements)
          .map((one) => (one.type === 'image' ? `(${text(one.alt_text)})` : words(one, pen)))
          .join(' · '),
        pen.columns,
      ).map(pen.dim);
    case 'divider':
      return [pen.dim('─'.repeat(pen.columns))];
    case 'actions':
    case 'context_actions':
      return wrapPieces(
        objects(block.elements).map((one) => control(one, pen)),
        pen.columns,
      );
    case 'input':
      return input(block, pen);
    case 'image':
      return wrap(`(picture: ${text(block.alt_text)})`, pen.columns).map(pen.dim);
    case 'alert':
      return wrap(`! ${words(block.text, pen)}`, pen.columns).map(pen.bold);
    case 'markdown':
      return wrap(
        text(block.text).replace(/\*\*([^*]+)\*\*/g, (_, inner: string) => pen.bold(inner)),
        pen.columns,
      );
    case 'table':
    case 'data_table':
      return table(block, pen);
    case 'data_visualization':
      return chart(block, pen);
    case 'rich_text':
      return wrap(richText(block), pen.columns);
    case 'container':
      return frame(words(block.title, pen), blocksLines(objects(block.child_blocks), pen), pen.columns);
    case 'card':
      return [block.title, block.subtitle, block.body]
        .filter((part) => part !== undefined)
        .flatMap((part) => wrap(words(part, pen), pen.columns))
        .concat(
          wrapPieces(
            objects(block.actions).map((one) => control(one, pen)),
            pen.columns,
          ),
        );
    default:
      return [pen.dim(`(${text(block.type)})`)];
  }
}

function words(value: unknown, pen: Pen): string {
  const element = object(value);
  return element.type === 'mrkdwn' ? pen.mrkdwn(text(element.text)) : text(element.text);
}

function section(block: Json, pen: Pen): string[] {
  const lines = block.text === undefined ? [] : wrap(words(block.text, pen), pen.columns);
  const fields = objects(block.fields).map((field) => words(field, pen));
  const half = Math.floor((pen.columns - 2) / 2);
  for (let at = 0; at < fields.length; at += 2) {
    const left = wrap(fields[at] ?? '', half);
    const right = wrap(fields[at + 1] ?? '', half);
    for (let row = 0; row < Math.max(left.length, right.length); row += 1)
      lines.push(`${pad(left[row] ?? '', half)}  ${right[row] ?? ''}`.trimEnd());
  }
  if (block.accessory === undefined) return lines;
  const beside = control(object(block.accessory), pen);
  const [first = '', ...rest] = lines;
  // Beside the first line where there is room, as Slack sets it; under the text otherwise.
  if (width(first) + width(beside) + 2 <= pen.columns)
    return [first + pad(beside, pen.columns - width(first), 'right'), ...rest];
  return [...lines, beside];
}

function control(element: Json, pen: Pen): string {
  const label = words(element.text, pen) || words(element.placeholder, pen);
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return `[ ${label} ]`;
    case 'overflow':
      return `[ ⋯ ${objects(element.options)
        .map((one) => words(one.text, pen))
        .join(' · ')} ]`;
    case 'checkboxes':
      return choices(element, pen, '☑', '☐').join('  ');
    case 'radio_buttons':
      return choices(element, pen, '◉', '○').join('  ');
    case 'image':
      return `(${text(element.alt_text)})`;
    default: {
      const initial = words(object(element.initial_option).text, pen) || text(element.initial_date);
      return `[ ${initial || label || text(element.type)} ▾ ]`;
    }
  }
}

function choices(element: Json, pen: Pen, on: string, off: string, picked?: readonly Json[]): string[] {
  const chosen = picked ?? [object(element.initial_option), ...objects(element.initial_options)];
  return objects(element.options).map(
    (one) => `${chosen.some((other) => other.value === one.value) ? on : off} ${words(one.text, pen)}`,
  );
}

function input(block: Json, pen: Pen): string[] {
  const element = object(block.element);
  const entry = object(object(pen.state[text(block.block_id)])[text(element.action_id)]);
  const error = pen.errors[text(block.block_id)];
  const optional = block.optional === true ? pen.dim(' (optional)') : '';
  return [
    pen.bold(words(block.label, pen)) + optional,
    ...field(element, entry, pen),
    ...(error === undefined ? [] : wrap(`✗ ${error}`, pen.columns).map(pen.bold)),
    ...(block.hint === undefined ? [] : wrap(words(block.hint, pen), pen.columns).map(pen.dim)),
  ];
}

function field(element: Json, entry: Json, pen: Pen): string[] {
  const picked = [
    ...(entry.selected_option ? [object(entry.selected_option)] : []),
    ...objects(entry.selected_options),
  ];
  if (element.type === 'checkboxes') return choices(element, pen, '☑', '☐', picked);
  if (element.type === 'radio_buttons') return choices(element, pen, '◉', '○', picked);
  const typed =
    text(entry.value) ||
    picked.map((one) => words(one.text, pen)).join(', ') ||
    text(entry.selected_conversation ?? entry.selected_channel ?? entry.selected_user ?? '') ||
    text(entry.selected_date ?? entry.selected_time ?? '');
  const shown = typed || pen.dim(words(element.placeholder, pen));
  const arrow = text(element.type).endsWith('select') ? ' ▾' : '';
  const room = Math.min(pen.columns - 2, 60);
  return wrap(shown, room - 2 - arrow.length).map(
    (line, index) => `▏${pad(line, room - arrow.length)}${index === 0 ? arrow : ''}`,
  );
}

/** Puts pieces beside each other with two spaces between, breaking between pieces only. */
function wrapPieces(pieces: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + width(piece) + 2 <= columns)
      lines[lines.length - 1] = `${last}  ${piece}`;
    else lines.push(piece);
  }
  return lines;
}
