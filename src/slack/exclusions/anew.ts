import type { Actor } from '../../access/actor.ts';
import type { DrillState } from '../incidents/drill-state.ts';
import { subjectOf, subjectText } from '../mttr/subject-text.ts';
import type { Services } from '../services.ts';

/**
 * The same drill-down as of now: a kept report stays as it was whatever is excluded afterwards, so its question is asked
 * anew. Where the report is gone, or its question too long to carry, the drill-down stays as it is.
 */
export async function anew(
  { reports }: Pick<Services, 'reports'>,
  caller: Actor,
  state: DrillState,
): Promise<DrillState> {
  const subject = subjectOf(state.text);
  if (subject?.reportId === undefined) return { ...state, offset: 0 };
  const again = await reports.again(caller, subject.reportId);
  if (again.kind !== 'report') return state;
  const text = subjectText({ id: null }, again);
  return text === null ? state : { ...state, offset: 0, text };
}
