import type { ModalView } from '@slack/types';
import { expect } from 'vitest';
import { type Json, object, objects, text } from '../simulators/slack/json.ts';
import { viewProblems } from '../simulators/slack/rules.ts';
import { blockKitSchema } from '../simulators/slack/schema.ts';

const schema = blockKitSchema();

/** What a modal consists of, for assertions. Fails where Slack would refuse it. */
export function viewOf(view: ModalView) {
  // Views are JSON: what is checked is what goes over the wire.
  const json = JSON.parse(JSON.stringify(view)) as Json;
  expect(viewProblems(json)).toEqual([]);
  expect(schema?.view(json) ?? []).toEqual([]);
  const blocks = objects(json.blocks);
  return {
    /** Everything that is said in paragraphs and small print. */
    words: blocks
      .flatMap((block) => [
        text(object(block.text).text),
        ...objects(block.elements).map((one) => text(one.text)),
      ])
      .join('\n'),
    /** Labels of buttons and of entries of menus. */
    labels: blocks
      .flatMap((block) => [...objects(block.elements), object(block.accessory)])
      .flatMap((element) => [
        text(object(element.text).text),
        ...objects(element.options).map((option) => text(object(option.text).text)),
      ])
      .filter((label) => label !== ''),
  };
}
