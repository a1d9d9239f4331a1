import type { ActionRequest } from '../listener.ts';
import { slackErrorCode } from '../slack-error.ts';
import type { DrillState } from './drill-state.ts';
import { type DrillServices, drillView } from './drill-view.ts';

/** Closed meanwhile, or drawn by a press that came after this one. */
const OVERTAKEN: ReadonlySet<string> = new Set(['not_found', 'hash_conflict', 'view_not_found']);

/** Computes the drill-down again in the modal that was pressed in. */
export async function redraw(
  services: DrillServices,
  { client, caller, body }: Pick<ActionRequest, 'client' | 'caller' | 'body'>,
  state: DrillState,
): Promise<void> {
  if (body.view === undefined) return;
  const { id, hash } = body.view;
  const view = await drillView(services, caller, state);
  try {
    await client.views.update({ view_id: id, hash, view });
  } catch (error) {
    if (!OVERTAKEN.has(slackErrorCode(error) ?? '')) throw error;
  }
}
