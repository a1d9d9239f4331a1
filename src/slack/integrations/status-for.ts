import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import type { Integration } from '../../domain/integration.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { integrationState } from './integration-state.ts';
import { statusMessage } from './status-message.ts';

/** How one integration stands, with what this person may do about it. */
export async function statusFor(
  services: Pick<Services, 'sync' | 'upkeep' | 'access' | 'satellites'>,
  caller: Actor,
  integration: Integration,
): Promise<Message> {
  const [state, standing] = await Promise.all([
    integrationState(services, integration),
    services.access.standing(caller),
  ]);
  const isListed = integration.mode === 'satellite' && allows(standing, 'manage satellites');
  const satellites = isListed ? ((await services.satellites.list(caller, integration.id)) ?? null) : null;
  return statusMessage(state, standing, satellites);
}
