import { type Json, object, objects, text } from './json.ts';

/** Something in a message or view that a person can press, choose from or type into. */
export interface Control {
  readonly block: Json;
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  readonly element: Json;
  /** Whether it sits in an `input` block: it then waits for the submission unless it dispatches. */
  readonly input: boolean;
}

/** All controls, in reading order. */
export function controlsOf(blocks: readonly Json[]): Control[] {
  return blocks.flatMap((block) => {
    const elements =
      block.type === 'input'
        ? [object(block.element)]
        : [
            ...(block.accessory === undefined ? [] : [object(block.accessory)]),
            ...(block.type === 'actions' || block.type === 'context_actions' ? objects(block.elements) : []),
            ...(block.type === 'card' ? objects(block.actions) : []),
          ];
    const here = elements
      .filter((element) => element.type !== 'image')
      .map((element) => ({
        block,
        blockId: text(block.block_id),
        actionId: text(element.action_id),
        type: text(element.type),
        element,
        input: block.type === 'input',
      }));
    return [...here, ...controlsOf(objects(block.child_blocks))];
  });
}

/** Where exactly a control is; unlike an action_id, no two share it. */
export function addressOf({ blockId, actionId }: Pick<Control, 'blockId' | 'actionId'>): string {
  return `${blockId}/${actionId}`;
}

/** What is written on a button, or the label of an input. */
export function labelOf(control: Control): string {
  const label = control.input ? control.block.label : control.element.text;
  return text(object(label).text);
}

/** Gives every block a block_id and every control an action_id, as Slack does where an app leaves them out. */
export function identified(blocks: unknown, fresh: () => string): Json[] {
  return objects(blocks).map((block) => {
    const next: Json = { ...block, block_id: text(block.block_id) || fresh() };
    if (block.accessory !== undefined) next.accessory = withActionId(object(block.accessory), fresh);
    if (block.type === 'input') next.element = withActionId(object(block.element), fresh);
    if (block.type === 'actions') next.elements = objects(block.elements).map((e) => withActionId(e, fresh));
    if (block.child_blocks !== undefined) next.child_blocks = identified(block.child_blocks, fresh);
    return next;
  });
}

function withActionId(element: Json, fresh: () => string): Json {
  if (element.type === 'image') return element;
  return { ...element, action_id: text(element.action_id) || fresh() };
}
