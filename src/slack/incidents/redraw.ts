import type { ActionRequest } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { DrillState } from './drill-state.ts';
import { type DrillServices, drillView } from './drill-view.ts';

/** Computes the drill-down again in the modal that was pressed in. */
export async function redraw(
  services: DrillServices,
  { client, caller, body }: Pick<ActionRequest, 'client' | 'caller' | 'body'>,
  state: DrillState,
): Promise<void> {
  if (body.view === undefined) return;
  await redrawView(client, body.view, await drillView(services, caller, state));
}
