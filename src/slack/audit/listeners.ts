import type { App } from '@slack/bolt';
import type { CommandRequest, ListenerServices } from '../listener.ts';
import { onAction } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import { AUDIT_CSV_ACTION, AUDIT_LINES_ACTION } from './audit-actions.ts';
import { auditMessage } from './audit-message.ts';

const SHOWN = 20;

type Needed = ListenerServices & Pick<Services, 'audit'>;

/** Registers what the audit log needs. */
export function auditListeners(app: App, services: Needed): void {
  app.action(AUDIT_CSV_ACTION, exportAction(services, 'csv'));
  app.action(AUDIT_LINES_ACTION, exportAction(services, 'jsonl'));
}

/** `/sei-pagerduty audit`. */
export async function auditCommand(
  { audit }: Needed,
  { caller, respond }: Pick<CommandRequest, 'caller' | 'respond'>,
): Promise<void> {
  await respondWith(respond, auditMessage(await audit.list(caller, SHOWN)));
}

function exportAction(services: Needed, format: 'csv' | 'jsonl') {
  return onAction(services, `audit_${format}`, 'export audit log', async ({ caller, client, tell }) => {
    const file = await services.audit.export(caller, format);
    await sendFile(client, caller.userId, file, 'The audit log of SEI PagerDuty, as a file:');
    return tell(`${file.name} is in your messages with SEI PagerDuty.`);
  });
}
