import { type ListenerServices, onAction } from '../listener.ts';
import { sendCsv } from '../mttr/send-csv.ts';
import { subjectOf } from '../mttr/subject-text.ts';
import type { Services } from '../services.ts';
import { stateOf } from './drill-state.ts';
import { INCIDENTS_CSV_ACTION } from './incident-actions.ts';

/** "CSV" in the drill-down: the rows as the switches leave them, into the person's messages. */
export function incidentsCsvAction(services: ListenerServices & Pick<Services, 'reports'>) {
  return onAction(services, INCIDENTS_CSV_ACTION, 'export csv', async (request) => {
    const { client, caller, tell } = request;
    const state = stateOf(request);
    const subject = state && subjectOf(state.text);
    if (state === null || subject === null) return;
    const sent = await sendCsv(services, { client, caller, subject, whatIf: state.whatIf, thread: null });
    if (sent.kind !== 'csv') return tell('There is nothing to export any more. Please ask again.');
  });
}
