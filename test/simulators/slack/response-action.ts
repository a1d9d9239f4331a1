import { controlsOf } from './controls.ts';
import { APP } from './emulator.ts';
import { type Json, object, text } from './json.ts';
import type { Ack } from './sender.ts';
import type { View } from './views.ts';
import { storable, storeView, updated } from './web-api-views.ts';
import { acceptsView, note, type World } from './world.ts';

/**
 * Does to a person's modals what the answer to a submission asks for: close, errors, update, push or clear.
 *
 * @returns the errors by block_id
 * @see https://docs.slack.dev/surfaces/modals#handling_submissions
 */
export async function applyResponseAction(
  world: World,
  user: string,
  view: View,
  ack: Ack,
): Promise<Record<string, string>> {
  const answer = ack.json;
  const action = answer?.response_action;
  if (answer === null || action === undefined) {
    world.views.pop(user);
    return {};
  }
  if (action === 'errors') return formErrors(world, view, object(answer.errors));
  if (action === 'clear') world.views.clear(user);
  else if (action === 'update' || action === 'push')
    await nextView(world, user, view, action, object(answer.view));
  else note(world, 'view_submission', ['an unknown response_action'], answer);
  return {};
}

async function nextView(
  world: World,
  user: string,
  view: View,
  action: 'update' | 'push',
  next: Json,
): Promise<void> {
  if (!acceptsView(world, `response_action ${action}`, next)) return;
  if (action === 'update') {
    const args = { view_id: view.id, view: storable(world, next) };
    world.views.update(updated(view, next, await world.emulated.drive('views.update', args, APP.botToken)));
    return;
  }
  if (world.views.modals(user).length >= 3) {
    note(world, 'response_action push', ['push_limit_reached'], next);
    return;
  }
  const answer = await storeView(world, next, user, APP.botToken, view);
  world.views.push(user, object(answer.view));
}

function formErrors(world: World, view: View, errors: Json): Record<string, string> {
  const inputs = controlsOf(view.blocks).filter((control) => control.input);
  const wrong = Object.keys(errors)
    .filter((blockId) => !inputs.some((control) => control.blockId === blockId))
    .map((blockId) => `"${blockId}" is the block_id of no input`);
  if (Object.keys(errors).length === 0) wrong.push('no error in it');
  note(world, 'response_action errors', wrong, errors);
  return Object.fromEntries(Object.entries(errors).map(([blockId, words]) => [blockId, text(words)]));
}
