import type { BlockAction } from '@slack/bolt';
import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { type DrillState, stateOf } from './drill-state.ts';
import type { DrillServices } from './drill-view.ts';
import { PAGE_ACTION, SWITCHES_ACTION, WITH_ALL_ACTION } from './incident-actions.ts';
import { switchesOf } from './incidents-view.ts';
import { redraw } from './redraw.ts';

type Needed = ListenerServices & DrillServices;

/** A switch was set: the number is computed again in the same modal. */
export function switchesAction(services: Needed) {
  return changes(services, SWITCHES_ACTION, (state, action) => ({
    ...state,
    offset: 0,
    whatIf: { ...switchesOf(chosenValues(action)), without: state.whatIf.without },
  }));
}

/** "Next 15", "Previous". */
export function pageAction(services: Needed) {
  return changes(services, PAGE_ACTION, (state, action) => ({
    ...state,
    offset: Math.max(0, Math.trunc(Number(carried(action))) || 0),
  }));
}

/** The incident that was left out counts again. */
export function withAllAction(services: Needed) {
  return changes(services, WITH_ALL_ACTION, (state) => ({
    ...state,
    offset: 0,
    whatIf: { ...state.whatIf, without: null },
  }));
}

function changes(
  services: Needed,
  name: string,
  change: (state: DrillState, action: BlockAction['actions'][number]) => DrillState,
) {
  return onAction(services, name, 'see incidents', async (request) => {
    const state = stateOf(request);
    if (state !== null) await redraw(services, request, change(state, request.action));
  });
}

function chosenValues(action: BlockAction['actions'][number]): string[] {
  return action.type === 'checkboxes'
    ? action.selected_options.flatMap(({ value }) => (value ? [value] : []))
    : [];
}
