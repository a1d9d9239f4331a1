import { asItIs } from '../../domain/what-if.ts';
import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { CSV_ACTION } from './mttr-actions.ts';
import { sendCsv } from './send-csv.ts';
import { subjectOf } from './subject-text.ts';
import { unsettledFor } from './unsettled-for.ts';

/** "CSV": the rows behind the number as a file, into the messages of who pressed it. */
export function csvAction(services: ListenerServices & Pick<Services, 'reports' | 'people'>) {
  return onAction(services, CSV_ACTION, 'export csv', async (request) => {
    const { action, client, caller, tell } = request;
    const subject = subjectOf(carried(action));
    if (subject === null) return tell('This button is too old. Please ask again.');
    const sent = await sendCsv(services, { client, caller, subject, whatIf: asItIs, thread: null });
    if (sent.kind === 'csv') return tell(`${sent.name} is in your messages with SEI PagerDuty.`);
    return respondTo(request, await unsettledFor(services, caller, sent, subject.question));
  });
}
