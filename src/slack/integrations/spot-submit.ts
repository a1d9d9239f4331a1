import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { typedIn } from '../blocks/view-state.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { GONE } from './open-integration-form.ts';
import { SPOT_VIEW, spotResult, spotView } from './spot-view.ts';

type Needed = ListenerServices & Pick<Services, 'upkeep' | 'connections' | 'timing'>;

/** "Look up": what is stored of the incident, under the form, so that the next number can follow. */
export function spotSubmit(services: Needed) {
  return onSubmit(services, SPOT_VIEW, (request) => answerInTime(services, request, look(services, request)));
}

async function look({ upkeep, connections }: Needed, { caller, view }: SubmitRequest): Promise<SubmitAnswer> {
  const digits = /^#?(\d{1,9})$/.exec(typedIn(view.state.values, 'number'))?.[1];
  if (digits === undefined)
    return { kind: 'errors', errors: { number: 'The number of an incident, e.g. 48213.' } };
  const number = Number(digits);
  const incident = await upkeep.spotCheck(caller, view.private_metadata, number);
  const integration = await connections.get(caller, view.private_metadata);
  if (integration === undefined) return { kind: 'failed', sentence: GONE };
  return { kind: 'view', view: spotView(integration, spotResult(number, incident, integration.titles)) };
}
