import { expect } from 'vitest';
import type { Message } from '../../src/slack/blocks/message.ts';
import { type Json, object, objects, text } from '../simulators/slack/json.ts';
import { messageProblems } from '../simulators/slack/rules.ts';
import { blockKitSchema } from '../simulators/slack/schema.ts';

const schema = blockKitSchema();

/** What a message consists of, for assertions. Fails where Slack would refuse it. */
export function blocksOf(message: Message) {
  // Blocks are JSON: what is checked is what goes over the wire.
  const json = JSON.parse(JSON.stringify(message)) as Json;
  expect(messageProblems(json)).toEqual([]);
  expect(schema?.messageBlocks(json.blocks) ?? []).toEqual([]);
  const blocks = objects(json.blocks);
  const elements = blocks.flatMap((block) => [
    ...objects(block.elements),
    ...(block.accessory ? [object(block.accessory)] : []),
  ]);
  return {
    text: message.text,
    /** Everything that is said in paragraphs and small print. */
    words: blocks
      .flatMap((block) => [
        text(object(block.text).text),
        ...objects(block.elements).map((one) => text(one.text)),
      ])
      .join('\n'),
    /** Label and value of each. */
    buttons: elements
      .filter(({ type }) => type === 'button')
      .map((one): [string, string | undefined] => [
        text(object(one.text).text),
        one.value === undefined ? undefined : text(one.value),
      ]),
    options: elements
      .flatMap((one) => objects(one.options))
      .map((option): [string, string] => [text(object(option.text).text), text(option.value)]),
    chart: blocks.find(({ type }) => type === 'data_visualization'),
    rows: blocks
      .filter(({ type }) => type === 'table')
      .flatMap((table) => (Array.isArray(table.rows) ? table.rows : []))
      .map((row) => objects(row).map((cell) => text(cell.text))),
  };
}
