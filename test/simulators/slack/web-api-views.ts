import { identified } from './controls.ts';
import { type Json, object, text } from './json.ts';
import { type Answer, badArguments, type Forward, failed } from './web-api-answer.ts';
import { acceptsView, note, type World } from './world.ts';

export async function openView(world: World, method: string, args: Json, token: string): Promise<Answer> {
  const view = object(args.view);
  if (!acceptsView(world, method, view)) return badArguments(`view does not fit, see problems: ${method}`);
  const found = world.interactions.exchange(text(args.trigger_id));
  if (typeof found === 'string') {
    note(world, method, [`trigger_id: ${found}`], args);
    return failed(found);
  }
  const stack = world.views.modals(found.user);
  const externalId = text(view.external_id);
  if (externalId !== '' && world.views.find(externalId) !== undefined) return failed('duplicate_external_id');
  if (method === 'views.push' && (found.viewId === null || stack.length === 0))
    return failed('view_not_found');
  if (method === 'views.push' && stack.length >= 3) return failed('push_limit_reached');
  const parent = method === 'views.push' ? stack.at(-1) : undefined;
  const answer = await storeView(world, view, found.user, token, parent);
  if (answer.ok !== true) return answer;
  found.triggerUsed = true;
  const shown =
    parent === undefined
      ? world.views.open(found.user, object(answer.view))
      : world.views.push(found.user, object(answer.view));
  found.opened.push(shown.id);
  return answer;
}

/** Makes emulate hold a new view of a person; also what `response_action: push` does. */
export async function storeView(
  world: World,
  view: Json,
  user: string,
  token: string,
  parent?: Json,
): Promise<Answer> {
  // emulate's own triggers count whole seconds, so ours are exchanged for a fresh one of its.
  const trigger = await world.emulated.drive('views.generateTriggerId', { user_id: user }, token);
  const answer = await world.emulated.drive(
    'views.open',
    { trigger_id: trigger.trigger_id, view: storable(world, view) },
    token,
  );
  if (answer.ok !== true) return answer;
  const place =
    parent === undefined ? {} : { previous_view_id: parent.id, root_view_id: parent.root_view_id };
  return { ...answer, view: { ...object(answer.view), external_id: text(view.external_id), ...place } };
}

export async function updateView(world: World, args: Json, forward: Forward): Promise<Answer> {
  const view = object(args.view);
  if (!acceptsView(world, 'views.update', view)) return badArguments('view does not fit, see problems');
  const known = world.views.find(text(args.view_id) || text(args.external_id));
  // The person has closed it: Slack knows the view no longer.
  if (known === undefined) return failed('not_found');
  const answer = await forward({ ...args, view_id: known.view.id, view: storable(world, view) });
  if (answer.ok !== true) return answer;
  const next = updated(known.view, view, answer);
  world.views.update(next);
  return { ...answer, view: next };
}

/** An updated view keeps its place in the stack, which emulate does not know after a push. */
export function updated(before: Json, view: Json, answer: Answer): Json {
  return {
    ...object(answer.view),
    external_id: text(view.external_id),
    previous_view_id: before.previous_view_id,
    root_view_id: before.root_view_id,
  };
}

/** The view as emulate may hold it: it never forgets an external_id, so it does not learn of any. */
export function storable(world: World, view: Json): Json {
  return { ...view, external_id: '', blocks: identified(view.blocks, world.freshId) };
}

export async function publishView(world: World, args: Json, forward: Forward): Promise<Answer> {
  const view = object(args.view);
  if (!acceptsView(world, 'views.publish', view)) return badArguments('view does not fit, see problems');
  const answer = await forward({ ...args, view: storable(world, view) });
  if (answer.ok === true) world.views.publish(text(args.user_id), object(answer.view));
  return answer;
}
