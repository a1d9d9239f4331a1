import type { Audit } from '../audit/audit.ts';
import type { Choices } from './choices.ts';

/** Choices whose changes for others stand in the audit log: a channel's default changes what everybody there is answered. */
export function auditedChoices(choices: Choices, audit: Pick<Audit, 'record'>): Choices {
  return {
    ...choices,
    async setChannelDefault(actor, channelId, collectionId) {
      const before = await choices.ofChannel(actor, channelId);
      const after = await choices.setChannelDefault(actor, channelId, collectionId);
      if (before?.id !== after?.id)
        await audit.record(actor, {
          what: 'channel default changed',
          object: { kind: 'channel', id: channelId, name: '' },
          before: { collection: before?.name ?? null },
          after: { collection: after?.name ?? null },
        });
      return after;
    },
  };
}
