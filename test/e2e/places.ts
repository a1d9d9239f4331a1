import { controlsOf } from '../simulators/slack/controls.ts';
import { object, text } from '../simulators/slack/json.ts';
import type { Message } from '../simulators/slack/messages.ts';
import type { Slack } from '../simulators/slack/slack.ts';
import type { View } from '../simulators/slack/views.ts';

/**
 * Where a button stands: each kind of modal by itself, the Home, an answer that one person sees, a message that stays. What a
 * press can do differs between them: whether there is a message to replace, a trigger to push upon, a channel to be in.
 */
export function placeOf(shown: Message | View): string {
  if (shown.kind === 'message') return shown.ephemeralTo === null ? 'message' : 'answer';
  if (shown.type === 'home') return 'home';
  return `modal ${text(shown.callback_id) || text(object(shown.title).text)}`;
}

/** The same of the payload of a press. */
export function pressedPlace({ view, container }: PressPayload): string {
  if (view?.type === 'home') return 'home';
  if (view !== undefined) return `modal ${view.callback_id || view.title?.text || ''}`;
  return container?.is_ephemeral === true ? 'answer' : 'message';
}

export interface PressPayload {
  readonly view?: {
    readonly type?: string;
    readonly callback_id?: string;
    readonly title?: { readonly text?: string };
  };
  readonly container?: { readonly is_ephemeral?: boolean };
}

/** A button or menu in its place: `home integration_status`. Those of several rows count as one. */
export function pairOf(place: string, actionId: string): string {
  return `${place} ${actionId.replace(/_\d+$/, '')}`;
}

/** Every button and menu that these people were shown from now on, each with its place. */
export function watchPairs(slack: Slack, people: readonly string[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  const seen = new WeakSet<object>();
  slack.subscribe(() => {
    const shown = people.flatMap((name) => [
      ...slack.modals(name),
      ...[slack.home(name) ?? []].flat(),
      ...slack.ephemerals(name),
      ...slack.messages(name),
    ]);
    for (const each of [...shown, ...slack.messages('payments')]) {
      if (seen.has(each)) continue;
      seen.add(each);
      for (const control of controlsOf(each.blocks)) {
        const waits = control.input && control.block.dispatch_action !== true;
        // A link opens by itself, and a menu in a form waits for the form.
        if (!waits && text(control.element.url) === '') pairs.add(pairOf(placeOf(each), control.actionId));
      }
    }
  });
  return pairs;
}
