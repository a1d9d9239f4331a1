import type { ViewResponseAction } from '@slack/bolt';
import type { Integration } from '../../domain/integration.ts';
import type { ConnectForm, ConnectOutcome } from '../../integrations/connections.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import type { BackfillMessages } from './backfill-messages.ts';
import { accountOf, type ConnectDraft, connectForm, readForm } from './connect-draft.ts';
import { CONNECT_VIEW, connectFormView, submissionErrors } from './connect-form-view.ts';
import { checkingView, connectedView } from './connect-state-views.ts';
import { submitSatellite } from './submit-satellite.ts';
import { withinPatience } from './within-patience.ts';

type Needed = ListenerServices &
  Pick<Services, 'connections' | 'satellites' | 'sync' | 'upkeep' | 'texts' | 'timing' | 'people'>;

/** The connect form was submitted: check, connect, say what happens next. */
export function connectSubmit(services: Needed, messages: BackfillMessages, home: Home) {
  const { timing } = services;
  return onSubmit(services, CONNECT_VIEW, async (request) => {
    const { ack, client, caller, view } = request;
    const { draft, apiKey } = readForm(view.state.values, view.private_metadata);
    if (draft.satellite) return submitSatellite(services, request, draft, { messages, home });
    const connecting = connect(services, request, connectForm(draft, apiKey));
    const early = await withinPatience(connecting, timing.keyCheck);
    if (early !== null) await ack(answer(services, draft, early));
    else await ack({ response_action: 'update', view: checkingView(draft.name) });
    const outcome = early ?? (await connecting);
    if (early === null) await showLate(services, request, draft, outcome);
    if (outcome.kind === 'connected') await announce(outcome.integration);

    /** It is connected: a message that Slack does not take must not say otherwise. */
    async function announce(integration: Integration): Promise<void> {
      try {
        await messages.begin(client, integration);
        home.changed(caller.workspaceId);
        await home.publish({ client, caller });
      } catch (error) {
        services.log.warn({ err: error, integrationId: integration.id }, 'A new account was not announced.');
      }
    }
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
function answer(services: Needed, draft: ConnectDraft, outcome: ConnectOutcome): ViewResponseAction {
  return outcome.kind === 'refused' && !outcome.acceptable
    ? { response_action: 'errors', errors: submissionErrors(outcome.problems, draft) }
    : { response_action: 'update', view: resultView(services, draft, outcome) };
}

function resultView({ texts }: Needed, draft: ConnectDraft, outcome: ConnectOutcome) {
  if (outcome.kind === 'connected') return connectedView(outcome.integration.name);
  return connectFormView({
    draft: { ...draft, offered: outcome.acceptable ? accountOf(draft) : null },
    problems: outcome.problems,
    egressIps: texts.egressIps,
  });
}

/** The person may have closed the modal meanwhile: then a refusal is told in the DM. */
async function showLate(
  services: Needed,
  { client, caller, view }: SubmitRequest,
  draft: ConnectDraft,
  outcome: ConnectOutcome,
): Promise<void> {
  try {
    await client.views.update({ view_id: view.id, view: resultView(services, draft, outcome) });
  } catch (error) {
    if (outcome.kind === 'connected') return;
    services.log.info({ view: CONNECT_VIEW }, 'The modal was closed while the key was checked.');
    const sentences = Object.values(outcome.problems).join(' ');
    const sent = await client.chat.postMessage({
      channel: caller.userId,
      text: `PagerDuty was not connected. ${sentences} Try again: \`/sei-pagerduty connect\``,
    });
    if (!sent.ok) throw error;
  }
}
