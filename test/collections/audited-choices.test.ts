import { expect, test } from 'vitest';
import type { Audit } from '../../src/audit/audit.ts';
import { auditedChoices } from '../../src/collections/audited-choices.ts';
import type { Choices } from '../../src/collections/choices.ts';
import type { Collection } from '../../src/domain/collection.ts';
import { collection } from './fixture.ts';

const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'U1' };
const payments = collection('c1', { name: 'Payments' });

test("a channel's default stands in the audit log once, with what it was before", async () => {
  let chosen: Collection | null = null;
  const recorded: unknown[] = [];
  const choices: Pick<Choices, 'ofChannel' | 'setChannelDefault'> = {
    ofChannel: async () => chosen,
    setChannelDefault: async (_actor, _channel, id) => {
      chosen = id === null ? null : payments;
      return chosen;
    },
  };
  const audit: Pick<Audit, 'record'> = { record: async (_by, event) => void recorded.push(event) };
  // Only what a channel's default needs is asked here.
  const audited = auditedChoices(choices as Choices, audit);
  await audited.setChannelDefault(ALICE, 'C1', 'c1');
  await audited.setChannelDefault(ALICE, 'C1', 'c1');
  await audited.setChannelDefault(ALICE, 'C1', null);
  expect(recorded).toMatchObject([
    { what: 'channel default changed', before: { collection: null }, after: { collection: 'Payments' } },
    { before: { collection: 'Payments' }, after: { collection: null } },
  ]);
});
