import type { Actor } from '../../access/actor.ts';
import type { Integration } from '../../domain/integration.ts';
import type { CommandRequest } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { listFor } from './list-for.ts';
import { whichMessage } from './which-message.ts';

/**
 * The integration of this name, or the only one where none was named; else the person is asked which one was meant. For
 * somebody who may see them.
 *
 * @param actionId what a press on one of those asked about does
 */
export async function namedIntegration(
  services: Pick<Services, 'connections' | 'sync' | 'upkeep' | 'access' | 'people'>,
  { caller, respond }: Pick<CommandRequest, 'caller' | 'respond'>,
  name: string,
  actionId: string,
): Promise<Integration | undefined> {
  const all = await services.connections.list(caller);
  const meant = await integrationNamed(services, caller, name);
  if (meant !== undefined) return meant;
  if (all.length === 0) {
    await respondWith(respond, await listFor(services, caller));
    return undefined;
  }
  const found = await services.connections.find(caller, name);
  const nearest = 'nearest' in found && name !== '' ? found.nearest : [];
  const near = nearest.flatMap((nearName) => all.filter((each) => each.name === nearName));
  await respondWith(respond, whichMessage(name, near.length > 0 ? near : all, actionId));
  return undefined;
}

/** The integration of this name, or the only one where none was named, among those the caller is shown. */
export async function integrationNamed(
  { connections }: Pick<Services, 'connections'>,
  caller: Actor,
  name: string,
): Promise<Integration | undefined> {
  if (name === '') {
    const [only, ...others] = await connections.list(caller);
    return others.length === 0 ? only : undefined;
  }
  const found = await connections.find(caller, name);
  return 'nearest' in found ? undefined : found;
}
