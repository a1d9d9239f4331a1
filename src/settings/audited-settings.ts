import type { Audit } from '../audit/audit.ts';
import type { Settings } from './workspace-settings.ts';

/** Settings whose changes stand in the audit log: above all whether people are compared. */
export function auditedSettings(settings: Settings, audit: Pick<Audit, 'record'>): Settings {
  return {
    ...settings,
    async change(actor, change) {
      const { zone, peopleReports } = await settings.get(actor);
      const outcome = await settings.change(actor, change);
      if (outcome.kind === 'saved') {
        const { settings: after } = outcome;
        await audit.record(actor, {
          what: 'settings changed',
          object: { kind: 'workspace', id: actor.workspaceId, name: '' },
          before: { zone, peopleReports },
          after: { zone: after.zone, peopleReports: after.peopleReports },
        });
      }
      return outcome;
    },
  };
}
