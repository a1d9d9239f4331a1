import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { textInput } from '../blocks/input.ts';
import { section } from '../blocks/section.ts';
import { plain } from '../blocks/text.ts';
import { type DrillState, readState, writeState } from '../incidents/drill-state.ts';

export const EXCLUDE_VIEW = 'exclude';

interface ExcludeForm {
  readonly incident: { readonly integrationId: string; readonly incidentId: string };
  /** The drill-down below, which is drawn again afterwards. */
  readonly state: DrillState;
}

/** The modal in which a Collection Admin says why an incident does not count. */
export function excludeView({ incident, state }: ExcludeForm): ModalView {
  return {
    type: 'modal',
    callback_id: EXCLUDE_VIEW,
    title: plain('Exclude an incident'),
    submit: plain('Exclude'),
    close: plain('Back'),
    private_metadata: `${incident.integrationId} ${incident.incidentId}\n${writeState(state)}`,
    blocks: [
      section(
        'It will not count in any number of this workspace until somebody counts it again. Your name, the date and the reason stand under the number, for everybody to read.',
      ),
      textInput('reason', 'Reason', {
        max: 300,
        multiline: true,
        hint: 'For example: a drill, or a monitor that was set up wrongly',
      }),
    ],
  };
}

const INCIDENT = z.tuple([z.string().min(1), z.string().min(1)]);

/** What such a view carried; `null` where it is none of ours. */
export function excludeForm(metadata: string): ExcludeForm | null {
  const end = metadata.indexOf('\n');
  const incident = INCIDENT.safeParse(metadata.slice(0, Math.max(0, end)).split(' '));
  const state = readState(metadata.slice(end + 1));
  if (!incident.success || state === null) return null;
  const [integrationId, incidentId] = incident.data;
  return { incident: { integrationId, incidentId }, state };
}
