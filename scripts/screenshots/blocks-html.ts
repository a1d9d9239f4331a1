import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { readableText } from '../../demo/page/blocks/readable-text.ts';
import { type Json, object, objects } from '../../test/simulators/slack/json.ts';
import { chartHtml } from './chart-html.ts';
import { type Filled, inputHtml } from './input-html.ts';
import { pictureHtml } from './picture-html.ts';
import type { Reader } from './reader.ts';
import { tableHtml } from './table-html.ts';

/** Blocks as HTML: inputs, tables, charts and pictures drawn by us, all others by slack-blocks-to-jsx. */
export function blocksHtml(
  blocks: readonly Json[],
  reader: Reader,
  filled: Filled = { values: {}, errors: {} },
): string {
  return blocks.map((block) => blockHtml(block, reader, filled)).join('\n');
}

function blockHtml(block: Json, reader: Reader, filled: Filled): string {
  if (block.type === 'input') return inputHtml(block, filled, reader);
  if (block.type === 'table') return tableHtml(block);
  if (block.type === 'image') return pictureHtml(block, reader);
  if (block.type === 'data_visualization') return chartHtml(block, reader.room);
  return renderToStaticMarkup(
    createElement(Message, {
      // Of our blocks these come from the app and were checked by the simulator.
      blocks: [readable(block, reader) as unknown as Block],
      name: '',
      logo: '',
      withoutWrapper: true,
      theme: 'light',
      data: {
        users: reader.users.map(({ id, realName }) => ({ id, name: realName })),
        channels: reader.channels.map(({ id, name }) => ({ id, name })),
        user_groups: [],
      },
    }),
  );
}

/** slack-blocks-to-jsx writes below a menu that the app fills where it is filled from. */
function readable(block: Json, reader: Reader): Json {
  const next: Json = { ...block };
  if (block.type === 'section') {
    next.text = readableText(object(block.text), reader);
    if (block.accessory !== undefined) next.accessory = closedMenu(object(block.accessory));
  }
  if (block.type === 'actions') next.elements = objects(block.elements).map(closedMenu);
  if (block.type === 'context')
    next.elements = objects(block.elements).map((element) => readableText(element, reader));
  return next;
}

/** A menu that nobody has opened: what is chosen in it, else what it is for. */
function closedMenu(element: Json): Json {
  if (element.type !== 'external_select' && element.type !== 'static_select') return element;
  const { initial_option: chosen, ...rest } = element;
  const placeholder = chosen === undefined ? element.placeholder : object(chosen).text;
  return { ...rest, placeholder, type: 'static_select', options: [] };
}
