import { z } from 'zod';
import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { typedIn } from '../blocks/view-state.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import type { Services } from '../services.ts';
import { GONE } from './open-integration-form.ts';
import { REAUTH_VIEW, reauthView, renewedView } from './reauth-view.ts';

type Needed = ListenerServices & Pick<Services, 'upkeep' | 'connections' | 'timing'>;

const Metadata = z.object({ id: z.string(), accepts: z.boolean() });

/** "Validate connection": the new key is in place, or its input says why not. */
export function reauthSubmit(services: Needed) {
  return onSubmit(services, REAUTH_VIEW, (request) =>
    answerInTime(services, request, validate(services, request)),
  );
}

async function validate(
  { upkeep, connections }: Needed,
  { caller, view }: SubmitRequest,
): Promise<SubmitAnswer> {
  const carried = carriedJson(Metadata, view.private_metadata);
  const { id, accepts } = carried ?? { id: '', accepts: false };
  const outcome = await upkeep.reauthenticate(caller, id, {
    apiKey: typedIn(view.state.values, 'apiKey'),
    acceptsUserKey: accepts,
  });
  if (outcome.kind === 'gone') return { kind: 'failed', sentence: GONE };
  if (outcome.kind === 'connected') {
    const { name, paused } = outcome.integration;
    return { kind: 'view', view: renewedView(name, paused) };
  }
  const problem = outcome.problems.apiKey ?? 'PagerDuty did not take this key.';
  const integration = outcome.acceptable ? await connections.get(caller, id) : undefined;
  // Only a view of its own can remember that a user's key was offered.
  return integration === undefined
    ? { kind: 'errors', errors: { apiKey: problem } }
    : { kind: 'view', view: reauthView(integration, { problem, accepts: true }) };
}
