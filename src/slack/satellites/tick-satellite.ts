import { readForm } from '../connect/connect-draft.ts';
import { connectFormView } from '../connect/connect-form-view.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { SATELLITE_TICK_ACTION } from './satellite-actions.ts';

/** The checkbox of the connect form: ticked there is no place for a key, and one that was typed before is dropped. */
export function tickSatellite(services: ListenerServices & Pick<Services, 'egressIps' | 'satellites'>) {
  const { egressIps, satellites } = services;
  return onAction(services, SATELLITE_TICK_ACTION, 'connect', async ({ body, client }) => {
    const { view } = body;
    if (view === undefined) return;
    const { draft } = readForm(view.state.values, view.private_metadata);
    const form = connectFormView({ draft, egressIps, reachable: satellites.reachable });
    await redrawView(client, view, form);
  });
}
