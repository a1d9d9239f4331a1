import type { CommandRequest } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { auditMessage } from './audit-message.ts';

const SHOWN = 20;

/** `/sei-pagerduty audit`. */
export async function auditCommand(
  { audit }: Pick<Services, 'audit'>,
  { caller, respond }: Pick<CommandRequest, 'caller' | 'respond'>,
): Promise<void> {
  await respondWith(respond, auditMessage(await audit.list(caller, SHOWN)));
}
