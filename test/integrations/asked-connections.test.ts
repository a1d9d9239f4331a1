import { expect, test } from 'vitest';
import { createAskedConnections } from '../../src/integrations/asked-connections.ts';
import { integration } from '../store/records.ts';

const ALICE = { workspaceId: 'T1', teamId: 'T1', userId: 'alice' };
const ALL = [integration({ id: 'a', name: 'Production' }), integration({ id: 'b', name: 'Staging' })];

/** Connections of somebody who is shown all accounts but those named. */
function connections(...hidden: readonly string[]) {
  const notAsked = () => Promise.reject(new Error('Nothing of this is asked here.'));
  return createAskedConnections({
    connections: { check: notAsked, connect: notAsked, connectSatellite: notAsked },
    integrations: { list: async () => ALL, get: async (_, id) => ALL.find((each) => each.id === id) },
    sync: { syncNow: notAsked, wantSeverities: notAsked },
    access: {
      demand: async () => 'viewer',
      decide: async (_actor, _action, target) =>
        hidden.includes(target?.id ?? '')
          ? { allowed: false, standing: 'viewer', reason: 'audience' }
          : { allowed: true, standing: 'viewer' },
    },
    audit: { record: notAsked },
  });
}

test('an account is found by name without regard to case, else the nearest names are told', async () => {
  expect(await connections().find(ALICE, ' production ')).toMatchObject({ id: 'a' });
  expect(await connections().find(ALICE, 'prodcution')).toEqual({ nearest: ['Production'] });
});

test('one that is not shown to somebody is neither found nor named', async () => {
  expect(await connections('a').find(ALICE, 'production')).toEqual({ nearest: [] });
  expect(await connections('a').get(ALICE, 'a')).toBeUndefined();
});
