import type { ConnectOutcome } from '../../integrations/connections.ts';
import { NO_ADDRESS } from '../../satellite/fleet/satellites.ts';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import type { Home } from '../home/create-home.ts';
import type { ListenerServices, SubmitRequest } from '../listener.ts';
import { handOver } from '../satellites/hand-over.ts';
import type { Services } from '../services.ts';
import type { BackfillMessages } from './backfill-messages.ts';
import { type ConnectDraft, satelliteForm } from './connect-draft.ts';
import { submissionErrors } from './connect-form-view.ts';
import { waitingForSatelliteView } from './connect-state-views.ts';

type Needed = ListenerServices & Pick<Services, 'connections' | 'satellites' | 'timing'>;

/** The connect form was submitted with the satellite ticked: save, hand `satellite.yml` over, say what happens next. */
export async function submitSatellite(
  services: Needed,
  request: SubmitRequest,
  draft: ConnectDraft,
  { messages, home }: { readonly messages: BackfillMessages; readonly home: Pick<Home, 'show'> },
): Promise<void> {
  const { connections, satellites, log } = services;
  const { client, caller } = request;
  const saving: Promise<ConnectOutcome> = satellites.reachable
    ? connections.connectSatellite(caller, satelliteForm(draft))
    : Promise.resolve({ kind: 'refused', problems: { satellite: NO_ADDRESS }, acceptable: false });
  await answerInTime(
    services,
    request,
    saving.then((outcome) => answerOf(outcome, draft)),
  );
  const outcome = await saving;
  if (outcome.kind !== 'connected') return;
  const { integration } = outcome;
  await handOver(services, { client, caller }, integration.id).catch((error: unknown) => {
    // It is saved all the same, and the next message has a button that tries again.
    log.warn({ err: error, integrationId: integration.id }, 'The file of a new satellite was not sent.');
  });
  await messages.begin(client, integration);
  await home.show({ client, caller });
}

function answerOf(outcome: ConnectOutcome, draft: ConnectDraft): SubmitAnswer {
  return outcome.kind === 'connected'
    ? { kind: 'view', view: waitingForSatelliteView(outcome.integration.name) }
    : { kind: 'errors', errors: submissionErrors(outcome.problems, draft) };
}
