import type { CommandRequest } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { dataMessage } from './data-views.ts';

/** `/sei-pagerduty data`. */
export async function dataCommand(
  { access }: Pick<Services, 'access'>,
  { caller, respond }: Pick<CommandRequest, 'caller' | 'respond'>,
): Promise<void> {
  await access.demand(caller, 'export workspace data');
  await respondWith(respond, dataMessage());
}
