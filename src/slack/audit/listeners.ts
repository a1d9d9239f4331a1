import type { App } from '@slack/bolt';
import { type ListenerServices, onAction } from '../listener.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import { AUDIT_CSV_ACTION, AUDIT_LINES_ACTION } from './audit-message.ts';

type Needed = ListenerServices & Pick<Services, 'audit'>;

/** Registers what the audit log needs. */
export function auditListeners(app: App, services: Needed): void {
  app.action(AUDIT_CSV_ACTION, exportAction(services, AUDIT_CSV_ACTION, 'csv'));
  app.action(AUDIT_LINES_ACTION, exportAction(services, AUDIT_LINES_ACTION, 'jsonl'));
}

function exportAction(services: Needed, name: string, format: 'csv' | 'jsonl') {
  return onAction(services, name, 'export audit log', async ({ caller, client, tell }) => {
    const file = await services.audit.export(caller, format);
    await sendFile(client, caller.userId, file, 'The audit log of SEI PagerDuty, as a file:');
    return tell(`${file.name} is in your messages with SEI PagerDuty.`);
  });
}
