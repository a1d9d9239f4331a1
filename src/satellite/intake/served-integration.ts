import type { SatelliteIntegration } from '../../domain/integration.ts';
import type { Satellite } from '../../domain/satellite.ts';
import type { Store } from '../../store/store.ts';
import { IntakeError } from './intake-error.ts';

/** The integration that a satellite wants to work on, if it may now. Throws an {@link IntakeError} that says why not. */
export async function servedIntegration(
  { integrations }: Pick<Store, 'integrations'>,
  { workspaceId, integrationIds }: Satellite,
  integrationId: string,
): Promise<SatelliteIntegration> {
  if (!integrationIds.includes(integrationId)) throw notYours(integrationId);
  const integration = await integrations.get(workspaceId, integrationId);
  if (integration?.mode !== 'satellite')
    throw new IntakeError('gone', `The integration ${integrationId} was deleted in the app.`, {
      next: 'Take it out of satellite.yml.',
    });
  if (integration.paused)
    throw new IntakeError('paused', `The integration ${integration.name} is paused in the app.`, {
      next: 'It goes on by itself when an SEI Admin resumes it.',
      retryAfter: 60,
    });
  return integration;
}

/** The key is good, but not for this. Another workspace's integration is answered like one that does not exist. */
export function notYours(integrationId: string): IntakeError {
  return new IntakeError('not_yours', `This key is not for an integration ${integrationId}.`, {
    next: 'Compare the ids in satellite.yml with those that Slack gave you. For another integration make a new file: /sei-pagerduty satellite <name>',
  });
}
