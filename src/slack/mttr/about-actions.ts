import type { ModalView } from '@slack/types';
import type { Actor } from '../../access/actor.ts';
import type { Subject } from '../../report/reports.ts';
import { carried } from '../blocks/carried.ts';
import { failureView } from '../blocks/failure-view.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { aboutView, rowsView } from './about-view.ts';
import { ABOUT_ACTION, ROWS_ACTION } from './mttr-actions.ts';
import { inItsDays, type ReportContext } from './report-context.ts';
import { subjectOf } from './subject-text.ts';
import { unsettledFor } from './unsettled-for.ts';

type Needed = ListenerServices & Pick<Services, 'reports' | 'people' | 'clock'>;

/** "About this number": how sure it is, what makes it, how it is measured. */
export function aboutAction(services: Needed) {
  return looksInto(services, ABOUT_ACTION, 'About this number', aboutView);
}

/** "All 34 rows": what the table of the answer has no room for. */
export function rowsAction(services: Needed) {
  return looksInto(services, ROWS_ACTION, 'All rows', rowsView);
}

function looksInto(
  services: Needed,
  name: string,
  title: string,
  view: (context: ReportContext) => ModalView,
) {
  return onAction(services, name, 'checked later', async ({ action, body, client, caller }) => {
    await openModal(services, { client, triggerId: body.trigger_id, title }, async () => {
      await services.access.demand(caller, 'ask');
      const subject = subjectOf(carried(action));
      if (subject === null) return failureView('This button is too old. Please ask again.');
      return viewOf(services, caller, subject, view);
    });
  });
}

async function viewOf(
  services: Needed,
  caller: Actor,
  subject: Subject,
  view: (context: ReportContext) => ModalView,
): Promise<ModalView> {
  const { reports, clock } = services;
  const answer =
    subject.reportId === undefined
      ? await reports.answer(caller, subject.question)
      : await reports.again(caller, subject.reportId);
  if (answer.kind !== 'report')
    return failureView((await unsettledFor(services, caller, answer, subject.question)).text);
  return view(inItsDays(answer.report, clock.now()));
}
