import type { ConnectForm, ConnectOutcome } from '../../integrations/connections.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import type { BackfillMessages } from './backfill-messages.ts';
import { accountOf, type ConnectDraft, connectForm, readForm } from './connect-draft.ts';
import { CONNECT_VIEW, connectFormView, submissionErrors } from './connect-form-view.ts';
import { checkingView, connectedView } from './connect-state-views.ts';
import { submitSatellite } from './submit-satellite.ts';

type Needed = ListenerServices & Pick<Services, 'connections' | 'satellites' | 'egressIps' | 'timing'>;

/** The connect form was submitted: check, connect, say what happens next. */
export function connectSubmit(services: Needed, messages: BackfillMessages, home: Home) {
  return onSubmit(services, CONNECT_VIEW, async (request) => {
    const { client, caller, view } = request;
    const { draft, apiKey } = readForm(view.state.values, view.private_metadata);
    if (draft.satellite) return submitSatellite(services, request, draft, { messages, home });
    const connecting = connect(services, request, connectForm(draft, apiKey));
    const answering = connecting.then((outcome) => answerOf(services, draft, outcome));
    await answerInTime(services, request, answering, checkingView(draft.name));
    const outcome = await connecting;
    if (outcome.kind !== 'connected') return;
    await messages.begin(client, outcome.integration);
    await home.show({ client, caller });
  });
}

/** Everything that takes time, who asks included: Slack waits for 3 seconds only. */
async function connect(
  { connections }: Needed,
  { caller }: SubmitRequest,
  form: ConnectForm,
): Promise<ConnectOutcome> {
  const problems = await connections.check(caller, form);
  if (Object.keys(problems).length > 0) return { kind: 'refused', problems, acceptable: false };
  return connections.connect(caller, form);
}

/** Slack's own errors where the view still stands; a view of its own where the form has to remember something. */
function answerOf({ egressIps }: Needed, draft: ConnectDraft, outcome: ConnectOutcome): SubmitAnswer {
  if (outcome.kind === 'connected') return { kind: 'view', view: connectedView(outcome.integration.name) };
  const { problems, acceptable } = outcome;
  const form = connectFormView({
    draft: { ...draft, offered: acceptable ? accountOf(draft) : null },
    problems,
    egressIps,
  });
  const sentences = Object.values(problems).map(escapeMrkdwn).join(' ');
  const unseen = `PagerDuty was not connected. ${sentences} Try again: \`/sei-pagerduty connect\``;
  return acceptable
    ? { kind: 'view', view: form, unseen }
    : { kind: 'errors', errors: submissionErrors(problems, draft), late: form, unseen };
}
