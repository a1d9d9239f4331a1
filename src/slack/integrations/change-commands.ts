import { actions, button } from '../blocks/button.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { CommandWork } from '../command/command-work.ts';
import { respondWith } from '../respond-with.ts';
import {
  DELETE_ACTION,
  EDIT_ACTION,
  PAUSE_ACTION,
  REAUTH_ACTION,
  RESUME_ACTION,
} from './integration-actions.ts';
import { integrationNamed, namedIntegration } from './named-integration.ts';
import { FORMS, openIntegrationForm } from './open-integration-form.ts';
import { pauseButton } from './status-message.ts';

const FORM_ACTIONS = { edit: EDIT_ACTION, reauth: REAUTH_ACTION, delete: DELETE_ACTION } as const;

/** `edit`, `reauth` and `delete` open their form at once where the name is clear; it decides who may. */
export function formCommand(kind: keyof typeof FORM_ACTIONS): CommandWork {
  return async (services, request, name) => {
    const { caller, client, command } = request;
    const meant = await integrationNamed(services, caller, name);
    if (meant !== undefined) {
      const opening = { client, caller, triggerId: command.trigger_id };
      return openIntegrationForm(services, opening, kind, meant.id);
    }
    await services.access.demand(caller, FORMS[kind].action);
    return namedIntegration(services, request, name, FORM_ACTIONS[kind]);
  };
}

/** `pause` and `resume` say what it means and offer the button that does it. */
export function pauseCommand(change: 'pause' | 'resume'): CommandWork {
  return async (services, request, name) => {
    const { caller, respond } = request;
    await services.access.demand(caller, `${change} integration`);
    const actionId = change === 'pause' ? PAUSE_ACTION : RESUME_ACTION;
    const integration = await namedIntegration(services, request, name, actionId);
    if (integration === undefined) return undefined;
    const shown = escapeMrkdwn(integration.name);
    const { paused, id } = integration;
    const text =
      change === 'pause'
        ? paused
          ? `${shown} is paused already.`
          : `Pause ${shown}? Nothing is read from PagerDuty until it is resumed; what is stored stays.`
        : paused
          ? `Resume ${shown}? It is brought up to date at once.`
          : `${shown} is not paused.`;
    // Who typed `pause` is asked by this very message.
    const pause = change === 'pause' ? button('Pause', PAUSE_ACTION, id) : pauseButton(id);
    const offered = paused ? button('Resume', RESUME_ACTION, id, { style: 'primary' }) : pause;
    return respondWith(respond, { text, blocks: [section(text), ...actions([offered])] });
  };
}
