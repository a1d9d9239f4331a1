import type { ModalView } from '@slack/types';
import type { Actor } from '../../access/actor.ts';
import { failureView } from '../blocks/failure-view.ts';
import { subjectOf } from '../mttr/subject-text.ts';
import { unsettledFor } from '../mttr/unsettled-for.ts';
import type { Services } from '../services.ts';
import type { DrillState } from './drill-state.ts';
import { incidentsView, PAGE_SIZE } from './incidents-view.ts';

export type DrillServices = Pick<Services, 'reports' | 'exclusions' | 'access' | 'people' | 'clock'>;

/**
 * The drill-down as it is now.
 *
 * @throws {RefusedError} where the caller may not see incidents
 */
export async function drillView(
  services: DrillServices,
  caller: Actor,
  state: DrillState,
): Promise<ModalView> {
  const { reports, exclusions, access, clock } = services;
  await access.demand(caller, 'see incidents');
  const subject = subjectOf(state.text);
  if (subject === null) return failureView('This button is too old. Please ask again.');
  const page = { offset: state.offset, limit: PAGE_SIZE };
  const [drilldown, excluded, { allowed: mayExclude }] = await Promise.all([
    reports.incidents(caller, subject, state.whatIf, page),
    exclusions.list(caller),
    access.decide(caller, 'exclude incidents'),
  ]);
  if (drilldown.kind !== 'incidents') {
    return failureView((await unsettledFor(services, caller, drilldown, subject.question)).text);
  }
  return incidentsView({
    drilldown,
    state,
    now: clock.now(),
    mayExclude,
    exclusions: excluded.length,
  });
}
