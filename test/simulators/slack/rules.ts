import { type Json, object, objects, text } from './json.ts';
import { chartProblems, tableProblems } from './rules-data.ts';
import { elementProblems, lengthProblem, textProblems } from './rules-elements.ts';

/**
 * What Slack refuses in blocks, as code: limits and the rules that no schema can say.
 *
 * Deliberately no stricter than Slack but for one house rule: a message always carries its verdict as
 * top-level text (Slack only warns). Every problem is a sentence that begins with where it is.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */

const IN_MESSAGES = new Set(
  'actions card carousel container context context_actions data_table data_visualization divider file header image input markdown rich_text section table task_card plan video'.split(
    ' ',
  ),
);
const IN_MODALS = new Set(
  'actions alert card context divider header image input rich_text section video'.split(' '),
);
const IN_HOME = new Set(
  'actions card carousel container context data_table divider header image input rich_text section table video'.split(
    ' ',
  ),
);

/** Everything Slack (or our house rule) would object to in a message; empty when it is fine. */
export function messageProblems(message: Json): string[] {
  const problems: string[] = [];
  const words = text(message.text);
  if (words.trim() === '') problems.push('text: a message needs a top-level text that carries the verdict');
  if (words.length > 40_000) problems.push(`text: ${words.length} characters, at most 40000`);
  if (message.blocks === undefined) return problems;
  return [...problems, ...blocksProblems(message.blocks, 50, IN_MESSAGES)];
}

/** Everything Slack would object to in a modal or Home view; empty when it is fine. */
export function viewProblems(view: Json): string[] {
  const problems: string[] = [];
  const modal = view.type === 'modal';
  if (!modal && view.type !== 'home')
    return [`type: a view is "modal" or "home", not ${JSON.stringify(view.type)}`];
  if (modal) {
    problems.push(...textProblems(view.title, 'title', 24, 'plain_text'));
    for (const part of ['submit', 'close']) {
      if (view[part] !== undefined) problems.push(...textProblems(view[part], part, 24, 'plain_text'));
    }
    const hasInput = objects(view.blocks).some((block) => block.type === 'input');
    if (hasInput && view.submit === undefined) problems.push('submit: required when a modal has inputs');
  }
  problems.push(...lengthProblem(view.private_metadata, 'private_metadata', 3000));
  problems.push(...lengthProblem(view.callback_id, 'callback_id', 255));
  problems.push(...lengthProblem(view.external_id, 'external_id', 255));
  const size = Buffer.byteLength(JSON.stringify(view));
  if (size > 250_000) problems.push(`view: ${size} bytes, at most 250000`);
  if (!Array.isArray(view.blocks)) return [...problems, 'blocks: required'];
  return [...problems, ...blocksProblems(view.blocks, 100, modal ? IN_MODALS : IN_HOME)];
}

function blocksProblems(value: unknown, most: number, allowed: ReadonlySet<string>): string[] {
  if (!Array.isArray(value)) return ['blocks: must be a list'];
  const blocks = objects(value);
  const problems: string[] = [];
  if (blocks.length > most) problems.push(`blocks: ${blocks.length}, at most ${most}`);
  blocks.forEach((block, index) => {
    const where = `blocks[${index}]`;
    if (!allowed.has(text(block.type)))
      problems.push(`${where}: no block of type ${JSON.stringify(block.type)} here`);
    else problems.push(...blockProblems(block, where));
  });
  const ids = blocks.map((block) => text(block.block_id)).filter((id) => id !== '');
  for (const id of repeated(ids)) problems.push(`blocks: block_id "${id}" is used twice`);
  const count = (type: string) => blocks.filter((block) => block.type === type).length;
  if (count('table') > 1) problems.push(`blocks: ${count('table')} tables, at most 1`);
  if (count('data_visualization') > 2)
    problems.push(`blocks: ${count('data_visualization')} charts, at most 2`);
  const markdown = blocks.filter((b) => b.type === 'markdown').reduce((n, b) => n + text(b.text).length, 0);
  if (markdown > 12_000) problems.push(`blocks: ${markdown} characters of markdown, at most 12000`);
  return problems;
}

function blockProblems(block: Json, where: string): string[] {
  return [...lengthProblem(block.block_id, `${where}.block_id`, 255), ...bodyProblems(block, where)];
}

function bodyProblems(block: Json, where: string): string[] {
  switch (block.type) {
    case 'header':
      return textProblems(block.text, `${where}.text`, 150, 'plain_text');
    case 'section':
      return sectionProblems(block, where);
    case 'context':
      return contextProblems(block, where);
    case 'actions':
      return actionsProblems(block, where);
    case 'input':
      return inputProblems(block, where);
    case 'image':
      return imageProblems(block, where);
    case 'alert':
      return textProblems(block.text, `${where}.text`, 200);
    case 'markdown':
      return text(block.text) === '' ? [`${where}.text: empty`] : [];
    case 'table':
    case 'data_table':
      return tableProblems(block, where);
    case 'data_visualization':
      return chartProblems(block, where);
    case 'container':
      return objects(block.child_blocks).flatMap((child, index) =>
        blockProblems(child, `${where}.child_blocks[${index}]`),
      );
    default:
      return [];
  }
}

function sectionProblems(block: Json, where: string): string[] {
  const problems: string[] = [];
  if (block.text === undefined && block.fields === undefined)
    problems.push(`${where}: a section needs text or fields`);
  if (block.text !== undefined) problems.push(...textProblems(block.text, `${where}.text`, 3000));
  if (block.fields !== undefined) {
    const fields = objects(block.fields);
    if (fields.length === 0 || fields.length > 10)
      problems.push(`${where}.fields: ${fields.length}, from 1 to 10`);
    fields.forEach((field, index) => {
      problems.push(...textProblems(field, `${where}.fields[${index}]`, 2000));
    });
  }
  if (block.accessory !== undefined)
    problems.push(...elementProblems(object(block.accessory), `${where}.accessory`));
  return problems;
}

function contextProblems(block: Json, where: string): string[] {
  const elements = objects(block.elements);
  const problems: string[] = [];
  if (elements.length === 0 || elements.length > 10)
    problems.push(`${where}.elements: ${elements.length}, from 1 to 10`);
  elements.forEach((element, index) => {
    const at = `${where}.elements[${index}]`;
    problems.push(
      ...(element.type === 'image' ? imageProblems(element, at) : textProblems(element, at, 3000)),
    );
  });
  return problems;
}

function actionsProblems(block: Json, where: string): string[] {
  const elements = objects(block.elements);
  const problems: string[] = [];
  if (elements.length === 0 || elements.length > 25)
    problems.push(`${where}.elements: ${elements.length}, from 1 to 25`);
  elements.forEach((element, index) => {
    problems.push(...elementProblems(element, `${where}.elements[${index}]`));
  });
  const ids = elements.map((element) => text(element.action_id)).filter((id) => id !== '');
  for (const id of repeated(ids)) problems.push(`${where}: action_id "${id}" is used twice`);
  return problems;
}

function inputProblems(block: Json, where: string): string[] {
  const problems = textProblems(block.label, `${where}.label`, 2000, 'plain_text');
  if (block.hint !== undefined)
    problems.push(...textProblems(block.hint, `${where}.hint`, 2000, 'plain_text'));
  const element = object(block.element);
  if (element.type === 'button') problems.push(`${where}.element: a button is no input`);
  return [...problems, ...elementProblems(element, `${where}.element`)];
}

function imageProblems(image: Json, where: string): string[] {
  const problems: string[] = [];
  if (text(image.alt_text) === '') problems.push(`${where}.alt_text: required`);
  problems.push(...lengthProblem(image.alt_text, `${where}.alt_text`, 2000));
  problems.push(...lengthProblem(image.image_url, `${where}.image_url`, 3000));
  const sources = [image.image_url, image.slack_file].filter((source) => source !== undefined);
  if (sources.length !== 1) problems.push(`${where}: exactly one of image_url and slack_file`);
  if (image.title !== undefined)
    problems.push(...textProblems(image.title, `${where}.title`, 2000, 'plain_text'));
  return problems;
}

function repeated(ids: readonly string[]): Set<string> {
  return new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
}
