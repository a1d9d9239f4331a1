import { readForm } from '../connect/connect-draft.ts';
import { connectFormView } from '../connect/connect-form-view.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { slackErrorCode } from '../slack-error.ts';
import { SATELLITE_TICK_ACTION } from './satellite-actions.ts';

/** Slack's words for a view that changed again, or was closed, while it was drawn anew: then there is nothing to do. */
const OVERTAKEN: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

/** The checkbox of the connect form: ticked there is no place for a key, and one that was typed before is dropped. */
export function tickSatellite(services: ListenerServices & Pick<Services, 'texts' | 'satellites'>) {
  const { texts, satellites } = services;
  return onAction(services, SATELLITE_TICK_ACTION, 'connect', async ({ body, client }) => {
    const { view } = body;
    if (view === undefined) return;
    const { draft } = readForm(view.state.values, view.private_metadata);
    const { egressIps } = texts;
    const form = connectFormView({ draft, egressIps, reachable: satellites.reachable });
    try {
      await client.views.update({ view_id: view.id, hash: view.hash, view: form });
    } catch (error) {
      if (!OVERTAKEN.has(slackErrorCode(error) ?? '')) throw error;
    }
  });
}
