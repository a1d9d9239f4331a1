import { expect, test } from 'vitest';
import { reauthenticate } from '../../src/integrations/reauthenticate.ts';
import { integration } from '../store/records.ts';

const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'alice' };

test('an address that nobody looks up in time is an answer at the key, and nothing is changed', async () => {
  const notAsked = () => {
    throw new Error('Nothing of this is asked here.');
  };
  const outcome = await reauthenticate(
    {
      integrations: { update: notAsked },
      stillPermitted: notAsked,
      connect: notAsked,
      keyring: { seal: notAsked },
      sync: { halt: notAsked, syncNow: notAsked },
      allowedOrigins: [],
      egressIps: [],
      lookup: () => new Promise(() => {}),
      patience: 0.05,
    },
    ALICE,
    integration({ url: 'https://pd.example.org' }),
    { apiKey: 'u+another', acceptsUserKey: false },
  );
  expect(outcome).toEqual({
    kind: 'refused',
    problems: { apiKey: expect.stringContaining('No answer from PagerDuty.') },
    acceptable: false,
  });
});
